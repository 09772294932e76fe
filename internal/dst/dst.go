// Package dst is simulation testing: one match and its clients, the real halves of
// the netcode, over a network that is drawn from a seed, on one goroutine and in
// virtual time. A seed is a whole history: how many clients and bots, what their paths
// are like, and which faults happen (Faults). A failure is one line that repeats it.
//
// A history has two phases. While faults happen, all that is known has to be right:
//
//   - every row that a client decoded is the server's, at that row's own tick, and
//     nothing in it or in its effects is more than its slot may know;
//   - every view that the match accepted makes again, entity by entity, the picture that
//     was on the shooter's screen at the press;
//   - own predictions are exact unless something beyond the own commands interfered;
//   - every screen that a client tells of is what the match makes again from what it
//     sent;
//   - neither snapshots, nor view, nor prediction go back;
//   - honest clients are never refused, or said to break the protocol; every hit denied
//     has one of the Reasons, and none is denied that both sides saw alike.
//
// Then the faults stop, and within settleTicks every honest client has to be in the
// match with fresh snapshots and 99 % of its commands on time. At the end the recording
// is played again and has to give the same hashes.
//
// Simulate prints a line every second of match time:
//
//	tick     of the match
//	play     clients in the match
//	gone     clients that are joining, cut off, left, or not there yet
//	ontime%  commands stepped as they were sent, of all since the beginning
//	restep   ticks that present sessions had to predict again
//	shots    shots that clients predicted; hits: confirmed by the server; denied: not
//	views    accepted views compared with the picture on the screen
//	rows     decoded rows compared with the server's
//	resumed  returns to a body by ticket
//	drops    links of players that were lost or broke the protocol
//	refused  joins that were turned away
//	faults   datagrams and messages that made no sense
//	dilated  how much longer the match took than its ticks
//	hash     state hash of the tick
package dst
