//go:build !amd64

package physics

// haveQuads is whether there are kernels of lanes for this processor.
var haveQuads = false

func solveOneQuads(quads *quad, count int64, movers *mover, p *pace, static bool) {}

func solveTwoQuads(quads *quad, count int64, movers *mover, p *pace, static bool) {}

func warmQuads(quads *quad, count int64, movers *mover, static bool) {}
