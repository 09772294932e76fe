package puck

import (
	"math"

	"hindsight/physics"
)

// edge is a line: what lies within has X*p.X + Y*p.Y <= D.
type edge struct{ X, Y, D float64 }

// Zone is where the middle of a seat's paddle may be: a convex area that the rules keep it
// in, so that a paddle touches nothing but the puck.
type Zone struct {
	edges []edge
	Home  physics.Vec // where it begins
}

// diagonal is half the square root of two.
const diagonal = 0.70710678118654752440

// zoneOf returns the zone of a seat: with two goals half of the rink, which two of one side
// share by height, with four the quarter before the goal.
func zoneOf(r *Rink, m *mode, seat int) Zone {
	side := m.seats[seat]
	z := Zone{edges: []edge{
		{X: -1, D: -PaddleRadius}, {X: 1, D: r.Width - PaddleRadius},
		{Y: -1, D: -PaddleRadius}, {Y: 1, D: r.Height - PaddleRadius},
	}}
	z.cutCorners(r)
	back := PaddleRadius + r.Gap
	out := side.Out()
	middle := r.Middle()
	z.Home = physics.Vec{X: middle.X + float64(out.X*(middle.X-2)), Y: middle.Y + float64(out.Y*(middle.Y-2))}
	if m.goals == 4 {
		// Between the diagonals: the way out is at least as far as the way along.
		for _, turn := range [...]float64{-1, 1} {
			n := physics.Vec{X: float64(float64(-turn*out.Y)-out.X) * diagonal, Y: float64(float64(turn*out.X)-out.Y) * diagonal}
			z.edges = append(z.edges, edge{n.X, n.Y, float64(n.X*middle.X) + float64(n.Y*middle.Y) - back})
		}
		return z
	}
	z.edges = append(z.edges, edge{X: -out.X, D: float64(-out.X*middle.X) - back})
	if len(m.seats) > 2 {
		turn := -1.0 // the first of a side has the upper half
		if seat >= 2 {
			turn = 1
		}
		z.edges = append(z.edges, edge{Y: -turn, D: float64(-turn*middle.Y) - PaddleRadius})
		z.Home.Y = middle.Y + float64(turn*0.5*middle.Y)
	}
	return z
}

// cutCorners keeps a paddle off the cut corners.
func (z *Zone) cutCorners(r *Rink) {
	if r.Corner == 0 {
		return
	}
	for _, c := range [...][2]float64{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
		x, y := float64(c[0]*diagonal), float64(c[1]*diagonal)
		corner := physics.Vec{X: float64(max(c[0], 0) * r.Width), Y: float64(max(c[1], 0) * r.Height)}
		d := float64(x*corner.X) + float64(y*corner.Y) - float64(r.Corner*diagonal)
		z.edges = append(z.edges, edge{x, y, d - PaddleRadius})
	}
}

// Clamp returns p, or the place in the zone near it. Twice through the edges is enough
// for corners that are not sharp.
func (z *Zone) Clamp(p physics.Vec) physics.Vec {
	for range 2 {
		for _, e := range z.edges {
			if beyond := float64(e.X*p.X) + float64(e.Y*p.Y) - e.D; beyond > 0 {
				p.X -= float64(e.X * beyond)
				p.Y -= float64(e.Y * beyond)
			}
		}
	}
	return p
}

// distance is how far two places are apart.
func distance(a, b physics.Vec) float64 {
	dx, dy := a.X-b.X, a.Y-b.Y
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}
