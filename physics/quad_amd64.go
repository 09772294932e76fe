package physics

// haveQuads is whether this processor has AVX2. It never changes.
var haveQuads = hasQuads()

// hasQuads asks the processor.
func hasQuads() bool

// solveOneQuads and solveTwoQuads are solveOne and solveTwo for quads.
//
//go:noescape
func solveOneQuads(quads *quad, count int64, movers *mover, p *pace, static bool)

//go:noescape
func solveTwoQuads(quads *quad, count int64, movers *mover, p *pace, static bool)

// warmQuads is warm for quads.
//
//go:noescape
func warmQuads(quads *quad, count int64, movers *mover, static bool)
