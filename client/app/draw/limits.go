package draw

// maxFaces bounds the font sizes kept ready: a window that is being resized passes
// through many. Beyond it all are forgotten and made again.
const maxFaces = 64
