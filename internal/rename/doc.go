// Package rename tests `make rename` (scripts/rename.sh): a copy of this repository under
// another module path must build.
package rename
