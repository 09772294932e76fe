// The page around the game: it loads the program while the player writes a name,
// starts it, and says in words whatever goes wrong. The game itself draws on a canvas
// of its own beneath.
import * as settings from "./settings.js";
import { cleanName, get, keys, set } from "./store.js";
import { hide, lacking, reload, show } from "./trouble.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const program = document.documentElement.dataset; // wasm: its URL; bytes: unpacked

let config = null; // of the server
let load = null; // what is loading: {go, instance} when done
let wanted = false; // to play as soon as everything is there
let running = false; // the game
const said = []; // the last lines of the game
const saidMax = 80;

// globalThis.hindsight is how the game talks to the page.
globalThis.hindsight = {
	state: null, // set by the game when it is asked to: a line of JSON
	firstFrame() {
		$("overlay").hidden = true;
		$("overlay").classList.add("over");
		document.querySelector("canvas")?.focus();
	},
	left(text) {
		ended({ title: config.server || "Hindsight", words: [text || "You have left the match."], calm: true });
	},
	// insets are the edges of the screen, in CSS pixels, that are not for buttons:
	// notches, rounded corners, the bar of gestures.
	insets() {
		const style = getComputedStyle(document.documentElement);
		const side = (name) => parseFloat(style.getPropertyValue(`--inset-${name}`)) || 0;
		return { top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left") };
	},
};

begin();

function begin() {
	$("name").value = get(keys.name) ?? `Guest ${1000 + Math.floor(Math.random() * 9000)}`;
	const lack = lacking();
	if (lack) return show(lack);
	wanted = get(keys.name) !== null || query.get("play") === "1";
	prepare();
	if (!wanted) $("name").select();
}

// prepare loads what the game needs, and starts it if that is wanted by then.
async function prepare() {
	hide();
	try {
		[config, load] = await Promise.all([loadConfig(), loadProgram()]);
	} catch (e) {
		console.warn(e.cause ?? e);
		return show({ ...e.panel, again: "Try again", action: prepare });
	}
	status("Ready");
	if (wanted) start();
}

// failure is an Error that carries the panel to show.
function failure(title, words, cause) {
	return Object.assign(new Error(title, { cause }), { panel: { title, words } });
}

// download fetches a file of the page; title is of the panel if that fails.
async function download(url, title, options) {
	let r;
	try {
		r = await fetch(url, options);
	} catch (e) {
		throw failure(title, ["The server cannot be reached.", "See that the network is there, and that the server runs."], e);
	}
	if (!r.ok) throw failure(title, [`The server answered with error ${r.status}.`, "It may be starting or stopping just now."]);
	return r;
}

async function loadConfig() {
	const title = "The server does not say what it plays";
	const r = await download("config.json", title, { cache: "no-store" });
	const c = await r.json().catch(() => null);
	if (!Number.isInteger(c?.port) || typeof c.statement?.key !== "string") {
		throw failure(title, ["Its config.json lacks the port or the key of the game.", "Page and server are of different versions: load the page again."]);
	}
	$("server").textContent = c.server || "Hindsight";
	$("match").textContent = [c.game, c.map, c.mode].filter(Boolean).map(capital).join(" · ");
	if (c.server) document.title = `${c.server} · Hindsight`;
	return c;
}

async function loadProgram() {
	const title = "The game did not load";
	if (typeof Go === "undefined") {
		throw failure(title, ["A part of the page, wasm_exec.js, is missing.", "Load the page again."]);
	}
	const r = await download(program.wasm, title);
	const go = new Go();
	const count = { bytes: 0 };
	try {
		// The type, and nothing of the coding: that is undone by now.
		const counted = new Response(r.body.pipeThrough(counter(r, count)), { headers: { "Content-Type": "application/wasm" } });
		const { instance } = await WebAssembly.instantiateStreaming(counted, go.importObject);
		return { go, instance };
	} catch (e) {
		const whole = count.bytes >= Number(program.bytes);
		const words = whole ? ["This browser cannot run it:", String(e.message)] : ["The download broke off.", "See that the network is there."];
		throw failure(title, words, e);
	}
}

// counter shows how much of the download has come through it. Pages see unpacked
// bytes only; what has come over the network is taken to be as large a part.
function counter(response, count) {
	const total = Number(program.bytes);
	const packed = Number(response.headers.get("Content-Length")) || total;
	const megabytes = (part) => ((packed * part) / 1e6).toFixed(1);
	return new TransformStream({
		transform(chunk, next) {
			count.bytes += chunk.length;
			const part = Math.min(1, count.bytes / total);
			$("bar").value = part;
			status(part < 1 ? `Loading the game: ${megabytes(part)} of ${megabytes(1)} MB` : "Preparing the game");
			next.enqueue(chunk);
		},
	});
}

// status tells how far it is; text that changes many times a second is not read out.
function status(text) {
	$("status").setAttribute("aria-live", text.startsWith("Loading") ? "off" : "polite");
	$("status").textContent = text;
}

// start runs the game; it returns when the game is over.
async function start() {
	const name = cleanName($("name").value) || "Guest";
	set(keys.name, name);
	$("play").disabled = true;
	status("Starting the game");
	const slow = setTimeout(() => status("Still starting: a slow machine may need a minute"), 15_000);
	const { go, instance } = load;
	go.argv = ["hindsight-client", "--connect", link(), "--name", name, ...furtherArguments()];
	let code = 0;
	go.exit = (c) => (code = c);
	overhear();
	running = true;
	try {
		await go.run(instance);
		stopped(code);
	} catch (e) {
		stopped(-1, e);
	} finally {
		clearTimeout(slow);
	}
}

// link names the game's server, its room and the key it must have: the one that the
// page's own address ends with, else the one that the server says is its own.
function link() {
	const name = config.host || location.hostname;
	const host = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
	const room = query.get("room") ?? "";
	const key = /^#[\w-]{43}$/.test(location.hash) ? location.hash : `#${config.statement.key}`;
	return `hindsight://${host}:${config.port}${/^[\w.-]{1,64}$/.test(room) ? `/${room}` : ""}${key}`;
}

function furtherArguments() {
	const debug = query.get("debug") ?? "";
	return /^\d+m?s$/.test(debug) ? ["--debug-state", debug] : [];
}

// overhear keeps what the game writes to its standard output and error.
function overhear() {
	const fs = globalThis.fs;
	const write = fs.writeSync;
	const decoder = new TextDecoder();
	let rest = "";
	fs.writeSync = (fd, bytes) => {
		const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
		rest = lines.pop();
		said.push(...lines);
		said.splice(0, said.length - saidMax);
		return write.call(fs, fd, bytes);
	};
}

// lastWords are the lines from the cause of an end on, or the last ones.
function lastWords() {
	const cause = said.findLastIndex((line) => /^(panic|fatal error|hindsight-client):/.test(line));
	return cause < 0 ? said.slice(-12) : said.slice(cause, cause + 24);
}

// stopped is called when the program has ended, however it did.
function stopped(code, error) {
	if (!running) return;
	if (error) said.push(String(error));
	if (code === 0) return hindsight.left("");
	const log = lastWords();
	const refusal = log[0]?.match(/^hindsight-client: (.*)/);
	if (refusal) return ended({ title: "The game cannot start", words: [sentence(refusal[1])] });
	ended({
		title: "The game has stopped",
		words: ["It met a fault of its own, or something that this browser does not let it do. You can play again at once; your place in the match is kept for a while."],
		log,
	});
}

// ended shows why nothing is played any more; the first reason stands.
function ended(panel) {
	if (!running) return;
	running = false;
	show({ again: "Play again", action: reload, ...panel });
}

function sentence(text) {
	return capital(text).replace(/[.!]?$/, ".");
}

function capital(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

$("join").onsubmit = (e) => {
	e.preventDefault();
	wanted = true;
	$("play").disabled = true;
	if (config && load) start();
};
$("name").oninput = () => { // whoever writes a name presses Play, again if he had
	wanted = false;
	$("play").disabled = running;
};

for (const gear of document.querySelectorAll(".gear")) {
	gear.innerHTML =
		'<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">' +
		'<circle cx="12" cy="12" r="3.2"/><circle cx="12" cy="12" r="7"/>' +
		'<path d="M12 2v3M12 19v3M2 12h3M19 12h3M4.9 4.9 7 7M17 17l2.1 2.1M4.9 19.1 7 17M17 7l2.1-2.1"/></svg>';
	gear.onclick = () => {
		wanted = false;
		$("play").disabled = running;
		settings.open($("name").value, (name) => {
			$("name").value = name;
			set(keys.name, name);
		});
	};
}

// A fault inside the program outside of its start comes as an error of the page.
addEventListener("error", (e) => {
	if (e.error instanceof WebAssembly.RuntimeError) stopped(-1, e.error);
});

// Before the game hears of it, which would load the page again without a word.
addEventListener("webglcontextlost", (e) => {
	e.stopImmediatePropagation();
	$("overlay").classList.remove("over");
	ended({
		title: "The picture is gone",
		words: ["The browser took the graphics card away from the game: a driver was reset, or memory ran out. Play again goes back to your place in the match."],
	});
}, true);

// The game takes every key for itself; those that belong to the browser stay its own.
addEventListener("keydown", (e) => {
	const own = ["F5", "F11", "F12"].includes(e.key) || ((e.ctrlKey || e.metaKey) && ["KeyR", "KeyL", "KeyT"].includes(e.code));
	if (own) e.stopImmediatePropagation();
}, true);

// The game adds a viewport of its own, which would let phones zoom and leave a border
// beside the notch.
const viewport = document.querySelector("meta[name=viewport]").content;
new MutationObserver(() => {
	for (const meta of document.querySelectorAll("meta[name=viewport]")) {
		if (meta.content !== viewport) meta.content = viewport;
	}
}).observe(document.head, { childList: true });
document.addEventListener("gesturestart", (e) => e.preventDefault()); // Safari's pinch
