// Package display ends a program that has no display before the windowing library
// does so with a panic: that one opens the display while packages are initialised,
// so nothing in main could come before.
//
// It works because Go initialises, of all packages whose imports are ready, the one
// with the least import path. On Linux the library needs package net, whose path
// sorts behind this one's; and this one needs no more than what net needs. A test
// starts the client without a display and holds it.
package display

// Package main and all that draws import this package for what it does when it is
// initialised.
