//go:build !amd64 || amd64.v2

package simtest

// reference is false on all machines that must agree with the one that writes.
const reference = false
