package arena

// box is a place on the screen, in pixels.
type box struct{ x, y, w, h float64 }

// layout is where the parts of the HUD stand.
type layout struct {
	compact                        bool
	health, ammo, score, mode, net box
	powers                         box     // its w counts for nothing
	arsenal                        box     // all weapons
	feed                           box     // its x is its right end
	news                           float64 // the middle of the first line of news
}

// A screen narrower than wideLeast design pixels, or one that hands lie on, has the
// parts of the HUD in rows along its upper rim.
const wideLeast = 960 - 1

// Sizes of the parts in rows, in design pixels. A row is as high as a button.
const (
	rowGap, partGap     = 6.0, 8.0
	partWidth, partHigh = 224.0, 44.0
	modeHigh            = 26.0
	// feedLow is how far down the lines of the feed may come, as a part of the screen.
	feedLow = 0.46
)

// place lays the HUD out.
func (m *match) place() {
	l, u, free := m.list, m.list.Scale(), &m.hands.in.Free
	left, top, right, bottom := free.Left+20*u, free.Top+14*u, l.W-free.Right-20*u, l.H-free.Bottom-20*u
	o := &m.hud.layout
	*o = layout{compact: free.Glass || l.W < wideLeast*u}
	if o.compact {
		m.placeRows()
		return
	}
	o.health = box{left, bottom - 54*u, 300 * u, 54 * u}
	o.powers = box{left, bottom - 80*u, 0, 22 * u}
	o.ammo = box{right - 300*u, bottom - 54*u, 300 * u, 54 * u}
	o.arsenal = box{right - 300*u, bottom - 100*u, 302 * u, 42 * u}
	o.score = box{(l.W - 300*u) / 2, top, 300 * u, 46 * u}
	o.mode = box{o.score.x, top + 50*u, 300 * u, modeHigh * u}
	o.net = box{left, top, 300 * u, 64 * u}
	o.feed = box{right, top + 10*u, right - o.score.x - o.score.w - 10*u, l.H / 2}
	o.news = o.mode.y + o.mode.h + 48*u
}

// placeRows fills rows from the left. The first ones leave room for the buttons.
func (m *match) placeRows() {
	l, u, free, o := m.list, m.list.Scale(), &m.hands.in.Free, &m.hud.layout
	left, top, right := free.Left+partGap*u, free.Top+partGap*u, l.W-free.Right-partGap*u
	cornerLow := free.Top + free.CornerH
	x, y, high := left, top, partHigh*u
	for _, part := range [...]*box{&o.health, &o.ammo, &o.score, &o.mode} {
		most := right
		if y < cornerLow {
			most -= free.CornerW
		}
		if x > left && x+partWidth*u > most {
			x, y = left, y+high+rowGap*u
			high = partHigh * u
			if part == &o.mode {
				high = modeHigh * u
			}
		}
		*part = box{x, y, min(partWidth*u, right-left), high}
		if part == &o.mode {
			part.h = modeHigh * u
		}
		x += (partWidth + rowGap) * u
	}
	y += high + rowGap*u
	o.powers = box{o.health.x + 16*u, o.health.y + 27*u, 0, 15 * u}
	o.arsenal = box{o.ammo.x + 72*u, o.ammo.y + 22*u, o.ammo.w - 86*u, 19 * u}
	o.net = box{left, y, 0, 16 * u}
	y = max(y, cornerLow+rowGap*u)
	low := l.H * feedLow
	if free.HandsY > 0 {
		low = free.HandsY - rowGap*u
	}
	o.feed = box{right, y, right - left, low - y}
	o.news = l.H * 0.62
}
