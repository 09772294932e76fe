// Package dst is simulation testing: one match and its clients, the real halves of
// the netcode, over a network that is drawn from a seed, on one goroutine and in
// virtual time. A seed is a whole history; a failure is one line that repeats it.
package dst
