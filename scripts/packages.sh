# Sourced: the module's packages in two lists. Those that draw need a C compiler to
# build and a display to run; the others need neither.
draws='/client/app(/|$)|/cmd/hindsight-client(/|$)'
plain_packages() { go list ./... | grep -Ev "$draws"; }
window_packages() { go list ./... | grep -E "$draws" || true; }
