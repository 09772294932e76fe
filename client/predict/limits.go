package predict

// Window is how many ticks of states and commands are kept: the farthest that a
// client may run ahead of the newest snapshot. A session that would go beyond it
// starts its prediction anew from the next snapshot. One second at 60 Hz is twice
// the longest lead that still feels like playing.
const Window = 64

// VerdictTicks is how many verdicts a snapshot carries.
const VerdictTicks = 32
