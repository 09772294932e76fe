package screen

// Action is what a player chooses on a page.
type Action uint8

const (
	Nothing Action = iota
	Leave
	Again  // join once more
	PlayOn // back to the match
)

// Choice is an action, the key for it and its name.
type Choice struct {
	Do   Action
	Key  string
	Text string
}

// Button is where a choice was drawn, in pixels.
type Button struct {
	Choice
	X, Y, W, H float64
}

func (b *Button) has(x, y float64) bool {
	return x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H
}

// Tap follows a finger or the mouse over the buttons. An action is meant when both
// ends of a press lie on its button: who was firing when the page came chooses nothing.
type Tap struct {
	down    bool
	pressed Action
	x, y    float64
}

// Follow takes where the finger is, or that there is none, and returns what it chose.
func (t *Tap) Follow(buttons []Button, down bool, x, y float64) Action {
	was := t.down
	t.down = down
	switch {
	case down && !was:
		t.pressed, t.x, t.y = under(buttons, x, y), x, y
	case down:
		t.x, t.y = x, y
	case was && t.pressed == under(buttons, t.x, t.y):
		return t.pressed
	}
	return Nothing
}

func under(buttons []Button, x, y float64) Action {
	for i := range buttons {
		if buttons[i].has(x, y) {
			return buttons[i].Do
		}
	}
	return Nothing
}
