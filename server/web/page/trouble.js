// The panel that says in words why nothing is played, and what to do next.

const $ = (id) => document.getElementById(id);

// show takes title, words (texts, or elements), the button's label and action, and
// further: log (lines of the game's own), calm (it is nobody's fault).
export function show({ title, words, again, action, log = [], calm = false }) {
	$("start").hidden = true;
	$("title").textContent = title;
	$("words").replaceChildren(...words.map(paragraph));
	$("again").textContent = again;
	$("again").onclick = action;
	$("log").hidden = log.length === 0;
	$("log").querySelector("pre").textContent = log.join("\n");
	$("advice").textContent = "";
	$("trouble").classList.toggle("calm", calm);
	$("trouble").hidden = false;
	$("overlay").hidden = false;
	$("again").focus();
}

export function hide() {
	$("trouble").hidden = true;
	$("start").hidden = false;
}

function paragraph(content) {
	const p = document.createElement("p");
	p.append(content);
	return p;
}

// reload loads the page again once the server answers: before that a browser would
// only show its own page of errors.
export async function reload() {
	$("again").disabled = true;
	while (!(await answers())) {
		$("advice").textContent = "The server does not answer. Trying again every three seconds.";
		await new Promise((later) => setTimeout(later, 3000));
	}
	location.reload();
}

async function answers() {
	try {
		return (await fetch("config.json", { cache: "no-store", signal: AbortSignal.timeout(5000) })).ok;
	} catch {
		return false;
	}
}

// lacking describes what this browser lacks to play, or returns null.
export function lacking() {
	const title = "This browser cannot play";
	const again = { again: "Load again", action: reload };
	if (!window.isSecureContext) {
		const a = document.createElement("a");
		a.href = a.textContent = `https://${location.host}/${location.search}`;
		return {
			title: "Open this page by https",
			words: ["Browsers let a page reach a game server only when the page itself came safely. This is the safe address:", a],
			again: "Go there", action: () => location.assign(a.href),
		};
	}
	if (typeof WebTransport === "undefined") {
		return {
			title, ...again,
			words: [
				"It has no WebTransport, the way in which the game talks to its server.",
				"These have it: Chrome and Edge from version 97, Firefox from 114, Safari from 26.4.",
			],
		};
	}
	if (typeof WebAssembly === "undefined" || !WebAssembly.instantiateStreaming) {
		return { title, ...again, words: ["It has no WebAssembly, or it is switched off, as some strict security modes do. Allow it for this page, or take another browser."] };
	}
	if (!draws()) {
		return {
			title, ...again,
			words: ["It has no WebGL 2, with which the game draws.", "Switch hardware acceleration on in the browser's settings, or update the graphics driver; then load the page again."],
		};
	}
	return null;
}

function draws() {
	const gl = document.createElement("canvas").getContext("webgl2");
	gl?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers have few of them
	return gl !== null;
}
