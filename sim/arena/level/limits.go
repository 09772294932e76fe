package level

const (
	// MaxMapSide bounds a map's width and height in units, so that every position fits
	// the 20 bits of a row's x and y. A bigger map is refused.
	MaxMapSide = 120
	// MaxWalls bounds a map's wall rectangles; a map with more is refused.
	MaxWalls = 1024
	// MaxSpawns and MinSpawns bound a map's spawn points; others are refused.
	MaxSpawns = 128
	MinSpawns = 2
	// MaxProps bounds what stands about; a map with more is refused. Each costs a row in
	// every first snapshot, and room in the past that shots are judged by.
	MaxProps = 400
	// MaxMovers, MaxAreas and MaxPickups bound the rest alike.
	MaxMovers  = 64
	MaxAreas   = 256
	MaxPickups = 96
)
