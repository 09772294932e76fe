// What the page and the game keep in this browser. Where a browser keeps nothing (a
// setting of some), all goes on, and is forgotten with the page.

const lost = new Map();

// The names are shared with the game's own code.
export const keys = {
	name: "hindsight.name", // of the player
	key: "hindsight.key", // the identity, PKCS 8 in PEM; the game makes it
	settings: "hindsight.settings", // JSON: {"touch": "auto" | "on" | "off"}
	warned: "hindsight.warned", // the player knows what the key's file is
};
const ticket = "hindsight.ticket"; // of the session: the way back to one's body

export function get(key) {
	try {
		return localStorage.getItem(key);
	} catch {
		return lost.get(key) ?? null;
	}
}

export function set(key, value) {
	try {
		localStorage.setItem(key, value);
	} catch {
		lost.set(key, value);
	}
}

// dropTicket forgets the way back: it belongs to the identity that was.
export function dropTicket() {
	try {
		sessionStorage.removeItem(ticket);
	} catch {
		// then there is none
	}
}

const nameBytesMax = 32; // sim.MaxName

// cleanName is a name as the game takes it: "" if there is nothing to it.
export function cleanName(text) {
	let runes = [...text.replace(/[\s\p{C}]+/gu, " ").trim()];
	const length = () => new TextEncoder().encode(runes.join("")).length;
	while (length() > nameBytesMax) runes.pop();
	return runes.join("").trim();
}
