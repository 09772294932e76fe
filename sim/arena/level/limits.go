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
	// MaxTeleporters bounds the portals on the bots' grid; a map with more is refused.
	MaxTeleporters = 64
	// MaxExits bounds the places that teleporters lead to; a map with more is refused.
	MaxExits = 64

	// maxLayers, maxObjects and maxProperties bound the lists of a file before its
	// content is known; a longer list is refused at its first part too many.
	maxLayers     = 64
	maxObjects    = MaxWalls + MaxSpawns + MaxProps + MaxMovers + MaxAreas + MaxExits + MaxPickups
	maxProperties = 16
	// maxName bounds the names that objects call each other by; a longer one is refused.
	maxName = 32
	// shownText bounds what an error quotes of a file, in characters.
	shownText = 40

	// moverSpeed bounds how fast doors and bridges slide, in units/s, so that one pushes
	// a player aside instead of passing through. A faster one is refused.
	moverSpeed = 12.0
	// padSpeed and padLeast bound how fast a pad throws, in units/s: a row holds no more
	// than 31, and less than a run is no throw. Others are refused.
	padSpeed = 30.0
	padLeast = 8.0
	// padFree is how far from a pad's middle its throw must meet no wall, in units.
	padFree = 4.0
)
