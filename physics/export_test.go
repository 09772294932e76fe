package physics

// Fuses tells the tests outside of the package what fuses does.
const Fuses = fuses
