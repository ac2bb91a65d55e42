#pragma once
#include <zlib.h>

// inflateInit2 is a macro that the importer cannot see. 15 + 32: the largest window, gzip or zlib header told apart.
static inline int tuiperf_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
