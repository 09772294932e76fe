// Package browser is what Go in a page needs of the browser around it: promises to wait
// for, exceptions as errors. It is empty elsewhere.
package browser
