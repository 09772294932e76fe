// What a Go program finds where Node has its files: standard output and error, and
// the files of the module to read, all by way of the server this page came from.
// It is there before wasm_exec.js, which would put a stub in its place.
"use strict"
{
	const fail = (code, text = code) => Object.assign(new Error(text), {code})
	const base = new URL(".", location.href).href
	const decode = new TextDecoder()

	// ask fetches from the server; a refusal is an error with the code it names.
	const ask = async (what, path) => {
		const r = await fetch(base + what + "?path=" + encodeURIComponent(path))
		if (!r.ok) throw fail((await r.text()).trim() || "EIO", path)
		return r
	}

	// What is written goes out piece after piece, in order.
	let written = Promise.resolve()
	const send = (fd, bytes) => written = written.then(() => fetch(base + "write?fd=" + fd, {method: "POST", body: bytes}))

	// then gives Node's callbacks what a promise brings.
	const then = (promise, callback) => promise.then(v => callback(null, v), e => callback(e.code ? e : fail("EIO", String(e))))

	const stat = s => ({
		dev: 0, ino: 0, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, blocks: Math.ceil(s.size / 512),
		mode: s.mode, size: s.size, atimeMs: s.mtime, mtimeMs: s.mtime, ctimeMs: s.mtime,
		isDirectory: () => (s.mode & 0o170000) == 0o040000,
	})
	const terminal = {mode: 0o020620, size: 0, mtime: 0}

	const constants = {O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 0o100, O_EXCL: 0o200, O_TRUNC: 0o1000, O_APPEND: 0o2000, O_DIRECTORY: 0o200000}
	const writing = constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND
	const open = new Map() // by number: {path, stat, at, bytes once read}
	const file = fd => {
		if (!open.has(fd)) throw fail("EBADF")
		return open.get(fd)
	}
	let next = 3

	const begin = async (path, flags) => {
		path = globalThis.path.resolve(path)
		if (flags & writing) throw fail("EROFS", path)
		const s = await (await ask("stat", path)).json()
		if (flags & constants.O_DIRECTORY && !stat(s).isDirectory()) throw fail("ENOTDIR", path)
		open.set(next, {path, stat: s, at: 0})
		return next++
	}

	const read = async (fd, into, offset, length, position) => {
		const f = file(fd)
		if (stat(f.stat).isDirectory()) throw fail("EISDIR", f.path)
		f.bytes ??= new Uint8Array(await (await ask("read", f.path)).arrayBuffer())
		const at = position ?? f.at
		const some = f.bytes.subarray(at, at + length)
		into.set(some, offset)
		if (position == null) f.at += some.length
		return some.length
	}

	const write = async (fd, bytes) => {
		if (fd != 1 && fd != 2) throw fail(open.has(fd) ? "EROFS" : "EBADF")
		await send(fd, bytes)
		return bytes.length
	}

	const named = async path => stat(await (await ask("stat", globalThis.path.resolve(path))).json())

	globalThis.fs = {
		constants,
		open: (path, flags, mode, callback) => then(begin(path, flags), callback),
		close: (fd, callback) => callback(open.delete(fd) || fd < 3 ? null : fail("EBADF")),
		read: (fd, into, offset, length, position, callback) => then(read(fd, into, offset, length, position), callback),
		readdir: (path, callback) => then(ask("readdir", globalThis.path.resolve(path)).then(r => r.json()), callback),
		stat: (path, callback) => then(named(path), callback),
		lstat: (path, callback) => then(named(path), callback),
		fstat: (fd, callback) => then((async () => stat(fd < 3 ? terminal : file(fd).stat))(), callback),
		fsync: (fd, callback) => callback(null),
		write: (fd, from, offset, length, position, callback) => then(write(fd, from.slice(offset, offset + length)), callback),
		// A crash of the program is written at once; sent() waits for it.
		writeSync: (fd, bytes) => { send(fd, bytes.slice()); return bytes.length },
		sent: () => written,
	}
	for (const name of ["chmod", "chown", "fchmod", "fchown", "ftruncate", "lchown", "link", "mkdir", "rename", "rmdir", "symlink", "truncate", "unlink", "utimes"])
		fs[name] = (...args) => args.at(-1)(fail("EROFS"))
	fs.readlink = (path, callback) => callback(fail("EINVAL", path))

	let here = "/"
	globalThis.process = {
		pid: 1, ppid: 0,
		getuid: () => 0, getgid: () => 0, geteuid: () => 0, getegid: () => 0, getgroups: () => [], umask: () => 0,
		cwd: () => here,
		chdir: path => { here = globalThis.path.resolve(path) },
	}
	globalThis.path = {
		resolve: (...parts) => {
			const names = []
			for (const name of [here, ...parts].reduce((whole, part) => part.startsWith("/") ? part : whole + "/" + part).split("/"))
				name == ".." ? names.pop() : name && name != "." && names.push(name)
			return "/" + names.join("/")
		},
	}
}
