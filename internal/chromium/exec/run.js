// Runs the program as the server's configuration says, and tells the server how it
// ended.
"use strict"
{
	const exit = async code => {
		await fs.sent()
		await fetch("exit?code=" + code, {method: "POST"})
	}
	const broken = e => {
		fs.writeSync(2, new TextEncoder().encode("in the browser: " + (e?.stack ?? e) + "\n"))
		exit(2)
	}
	addEventListener("error", e => broken(e.error ?? e.message))
	addEventListener("unhandledrejection", e => broken(e.reason))

	const run = async () => {
		const config = await (await fetch("config")).json()
		process.chdir(config.dir)
		const go = new Go()
		go.argv = config.args
		go.env = config.env
		go.exit = exit
		const {instance} = await WebAssembly.instantiateStreaming(fetch("program.wasm"), go.importObject)
		await go.run(instance)
	}
	run().catch(broken)
}
