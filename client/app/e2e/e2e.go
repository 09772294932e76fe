// Package e2e plays with the client's own binary, in a window and on a page, against a
// real server, by injected keys, mouse and fingers, and looks at the picture. It has
// nothing but tests.
package e2e
