// Package yourgame holds docs/your-game.md to its word: its test makes the game of that
// page in a module of its own, and plays it.
package yourgame
