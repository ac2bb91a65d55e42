// How a warpgroup writes its 64 rows of a bf16 result straight from the registers of wgmma.
#pragma once
#include "memory.cuh"

// The 64 x columns block at (first_row, first_column) of d, which is [m][n] with n even; what lies outside is left out.
template <unsigned columns>
__device__ __forceinline__ void store_sums(unsigned short *d, const float *sums, unsigned first_row,
                                           unsigned first_column, unsigned m, unsigned n) {
  const unsigned thread = threadIdx.x % 128;
  const unsigned row = first_row + thread / 32 * 16 + thread % 32 / 4;
  const unsigned column = first_column + thread % 4 * 2;
#pragma unroll
  for (unsigned j = 0; j < columns / 8; j++) {
    if (column + 8 * j >= n) continue;
    unsigned *to = reinterpret_cast<unsigned *>(d + size_t(row) * n + column + 8 * j);
    if (row < m) *to = pack_bf16(sums[4 * j], sums[4 * j + 1]);
    if (row + 8 < m) to[size_t(4) * n] = pack_bf16(sums[4 * j + 2], sums[4 * j + 3]);
  }
}
