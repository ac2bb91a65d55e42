// In which order a grid takes the tiles of a result.
#pragma once

struct Tile {
  unsigned row, column;
};

// Bands of up to `band` tile rows, in each of which tiles go down the columns: the tiles that run at the same time need
// few different rows of either operand, so L2 holds them.
__device__ __forceinline__ Tile tile_at(unsigned index, unsigned rows, unsigned columns, unsigned band) {
  const unsigned first = index / (band * columns) * band;
  const unsigned height = rows - first < band ? rows - first : band;
  const unsigned within = index - first * columns;
  return {first + within % height, within / height};
}
