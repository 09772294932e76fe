package arena

// recordAgain is what a test calls that has moved things by hand: the end of the tick is
// as they are now.
func (g *Game) recordAgain() {
	g.known.looked = false
	g.notice()
	g.record()
}
