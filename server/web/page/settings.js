// The settings panel: name, touch controls, identity key, link.
import * as identity from "./identity.js";
import { cleanName, dropTicket, get, keys, set } from "./store.js";

const $ = (id) => document.getElementById(id);
const panel = $("settings");

// open shows the panel; renamed is called with the new name when it has changed.
export function open(name, renamed) {
	note("");
	$("settings-name").value = name;
	const touch = panel.querySelector(`[name=touch][value="${settings().touch}"]`);
	(touch ?? panel.querySelector("[name=touch]")).checked = true;
	panel.onclose = () => {
		const now = cleanName($("settings-name").value);
		if (now && now !== name) renamed(now);
	};
	panel.showModal();
}

// settings are the stored ones, over the defaults.
function settings() {
	const defaults = { touch: "auto" };
	try {
		return { ...defaults, ...JSON.parse(get(keys.settings)) };
	} catch {
		return defaults;
	}
}

function note(text, bad = false) {
	$("note").textContent = text;
	$("note").classList.toggle("bad", bad);
}

// ask puts a question over everything and returns whether the answer is yes.
function ask(title, text, yes) {
	$("ask-title").textContent = title;
	$("ask-text").textContent = text;
	$("ask-yes").textContent = yes;
	$("ask").returnValue = "no";
	$("ask").showModal();
	return new Promise((answer) => {
		$("ask").onclose = () => answer($("ask").returnValue === "yes");
	});
}

async function exportKey() {
	const pem = get(keys.key);
	if (!pem) return note("There is no key in this browser yet: it is made when you first play.", true);
	if (!get(keys.warned)) {
		const text = "Whoever has this file is you, on every server. Keep it where only you can read it, and send it to nobody.";
		if (!(await ask("Your identity in a file", text, "Save the file"))) return;
		set(keys.warned, "yes");
	}
	const a = document.createElement("a");
	a.href = URL.createObjectURL(new Blob([pem], { type: "application/x-pem-file" }));
	a.download = "hindsight-key.pem";
	a.click();
	setTimeout(() => URL.revokeObjectURL(a.href), 60_000); // by then it is saved
	note("Saved as hindsight-key.pem. Whoever has that file is you.");
}

async function importKey() {
	const file = $("file").files[0];
	$("file").value = ""; // so that the same file can be chosen again
	if (!file) return;
	try {
		if (file.size > identity.fileMax) throw new Error("This file is too long to be a key.");
		await take(identity.parse(await file.text()));
	} catch (e) {
		note(e.message, true);
	}
}

// take makes a key the player's own.
async function take(pem) {
	const old = get(keys.key);
	if (old?.trim() === pem.trim()) return note("This is your key already.");
	const text = "Servers will know you by the new key. The key that is here now is lost, unless you have exported it.";
	if (old && !(await ask("Replace your identity?", text, "Replace"))) return note("Nothing was changed.");
	set(keys.key, pem);
	dropTicket();
	note("Imported. You are this player from the next time you play.");
}

async function copyLink() {
	const link = location.origin + location.pathname + roomQuery();
	try {
		await navigator.clipboard.writeText(link);
		note(`Copied: ${link}`);
	} catch {
		note(`This browser does not let pages copy. The link is ${link}`, true);
	}
}

// roomQuery is what of the address leads to the same match.
function roomQuery() {
	const room = new URLSearchParams(location.search).get("room");
	return room ? `?room=${encodeURIComponent(room)}` : "";
}

panel.addEventListener("change", (e) => {
	if (e.target.name === "touch") set(keys.settings, JSON.stringify({ ...settings(), touch: e.target.value }));
});
$("settings-name").onkeydown = (e) => e.key === "Enter" && panel.close();
$("export").onclick = exportKey;
$("import").onclick = () => $("file").click();
$("file").onchange = importKey;
$("copy").onclick = copyLink;
$("close").onclick = () => panel.close();
