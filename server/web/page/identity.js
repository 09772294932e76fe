// The identity key as a file: PEM around the 48 bytes of PKCS 8 that hold an Ed25519
// key.

const head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const length = head.length + 32;

// The longest file that is looked at, in bytes.
export const fileMax = 4096;

// parse returns the key in the form that is stored, or throws an Error with words
// for the player.
export function parse(text) {
	const block = text.match(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----/);
	if (!block || block[1] !== block[3]) {
		throw new Error("This is no key file: it has no line -----BEGIN PRIVATE KEY-----.");
	}
	if (block[1] === "ENCRYPTED PRIVATE KEY") {
		throw new Error("This key is locked with a password. Only unlocked keys can be imported.");
	}
	if (block[1] !== "PRIVATE KEY") {
		throw new Error(`This file holds a ${block[1].toLowerCase()}, not the identity key of a player.`);
	}
	let bytes;
	try {
		bytes = Uint8Array.from(atob(block[2].replace(/\s+/g, "")), (c) => c.charCodeAt(0));
	} catch {
		throw new Error("This key file is damaged: what is between its first and last line cannot be read.");
	}
	if (!head.slice(4).every((b, i) => bytes[i + 4] === b)) {
		throw new Error("This is a key of another kind: an identity here is an Ed25519 key.");
	}
	if (bytes.length !== length || !head.every((b, i) => bytes[i] === b)) {
		throw new Error(`This key file is damaged: it holds ${bytes.length} bytes instead of ${length}.`);
	}
	return `-----BEGIN PRIVATE KEY-----\n${btoa(String.fromCharCode(...bytes))}\n-----END PRIVATE KEY-----\n`;
}
