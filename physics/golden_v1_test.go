//go:build !amd64.v3

package physics

// fuses says that the compiler fuses products and sums on this target.
const fuses = false
