//go:build amd64 && !amd64.v2

package simtest

// reference is true on the machine that may write golden hashes.
const reference = true
