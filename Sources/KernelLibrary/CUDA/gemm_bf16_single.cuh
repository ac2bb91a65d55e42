// The first steps on Hopper: one warpgroup asks TMA for a tile, waits for it, multiplies, and asks for the next.
#pragma once
#include "bulk_copy.cuh"
#include "gemm_store.cuh"
#include "wgmma.cuh"

constexpr unsigned depth = 64;

// One rows x columns tile a block of 128 threads; dynamic shared memory of (rows + columns) * 128 bytes.
template <unsigned rows, unsigned columns>
__device__ __forceinline__ void multiply_tile(unsigned short *d, const TensorMap &a, const TensorMap &b, unsigned m,
                                              unsigned n, unsigned k) {
  extern __shared__ __align__(1024) unsigned char tiles[];
  __shared__ alignas(8) unsigned long long barrier_word;
  const unsigned a_tile = shared_address(tiles), b_tile = a_tile + rows * depth * 2;
  const unsigned barrier = shared_address(&barrier_word);
  const unsigned first_row = blockIdx.y * rows, first_column = blockIdx.x * columns;

  if (threadIdx.x == 0) {
    barrier_init(barrier, 1);
    barrier_init_fence();
  }
  __syncthreads();

  constexpr unsigned parts = rows / 64;
  float sums[parts * columns / 2] = {};
  const unsigned steps = (k + depth - 1) / depth;
#pragma unroll 1
  for (unsigned step = 0; step < steps; step++) {
    if (threadIdx.x == 0) {
      barrier_expect(barrier, (rows + columns) * depth * 2);
      load_box(a_tile, a, barrier, step * depth, first_row);
      load_box(b_tile, b, barrier, step * depth, first_column);
    }
    barrier_wait(barrier, step % 2);
    wgmma_fence();
#pragma unroll
    for (unsigned z = 0; z < depth; z += 16)
#pragma unroll
      for (unsigned part = 0; part < parts; part++)
        wgmma_bf16<columns>(sums + part * columns / 2, swizzled_tile(a_tile + part * 64 * 128 + z * 2),
                            swizzled_tile(b_tile + z * 2));
    wgmma_commit();
    wgmma_wait<parts * columns / 2>(sums);
    __syncthreads();
  }
#pragma unroll
  for (unsigned part = 0; part < parts; part++)
    store_sums<columns>(d, sums + part * columns / 2, first_row + part * 64, first_column, m, n);
}
