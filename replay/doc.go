// Package replay keeps a match as a log that can be trusted: what a tick used from
// outside, and the state hash after it, for every tick.
//
// While a match runs, a Writer appends to a journal, NAME.wal: checksummed records,
// one a tick. When the match ends the journal is compacted into an archive,
// NAME.hsr: compressed, checksummed blocks, keyframes, an index and a trailer. A
// Reader reads both, Verify simulates them again, Describe sums them up. No byte of
// either file is outside a checksum. docs/replay-format.md is the format.
//
// A log holds no address, ticket or password.
package replay
