// Warp specialisation: the first warpgroup only asks TMA for tiles, several stages ahead; the others only multiply.
#pragma once
#include "bulk_copy.cuh"
#include "gemm_store.cuh"
#include "tile_order.cuh"
#include "wgmma.cuh"

constexpr unsigned depth = 64;

// What one rung of the ladder is made of.
template <unsigned rows_, unsigned columns_, unsigned consumers_, unsigned stages_, bool crowded_, bool reallocates_,
          bool persistent_, unsigned cluster_>
struct Rung {
  // The CTA's tile.
  static constexpr unsigned rows = rows_, columns = columns_;
  // Warpgroups that multiply, each rows / consumers rows of the tile.
  static constexpr unsigned consumers = consumers_;
  static constexpr unsigned stages = stages_;
  // Whether every thread arrives at the barriers that it waits at, and at those that it frees stages with, as the barriers
  // of the CUDA library have it; else one thread of each warp frees stages, and waiting needs no arrival.
  static constexpr bool crowded = crowded_;
  // Whether registers move from the producer to the consumers (setmaxnreg).
  static constexpr bool reallocates = reallocates_;
  // Whether a CTA takes tile after tile.
  static constexpr bool persistent = persistent_;
  // CTAs, one below the other, that share each tile of b by multicast.
  static constexpr unsigned cluster = cluster_;

  static constexpr unsigned parts = rows / consumers / 64;
  static constexpr unsigned a_bytes = rows * depth * 2, b_bytes = columns * depth * 2;
  static constexpr unsigned stage_bytes = a_bytes + b_bytes;
};

__device__ __forceinline__ unsigned cluster_rank() {
  unsigned rank;
  asm volatile("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  return rank;
}

__device__ __forceinline__ void cluster_barrier() {
  asm volatile("barrier.cluster.arrive.release;\n\tbarrier.cluster.wait.acquire;" : : : "memory");
}

// The stage and the parity of its barriers after a number of steps.
template <unsigned stages>
struct Position {
  unsigned stage = 0, parity = 0;

  __device__ __forceinline__ void advance() {
    stage++;
    if (stage == stages) {
      stage = 0;
      parity ^= 1;
    }
  }
};

// The tiles of this CTA, one after another.
template <typename R>
struct Tiles {
  unsigned rows, columns, index, step;

  __device__ __forceinline__ Tiles(unsigned m, unsigned n)
      : rows(((m + R::rows - 1) / R::rows + R::cluster - 1) / R::cluster),
        columns((n + R::columns - 1) / R::columns),
        index(blockIdx.x / R::cluster),
        step(R::persistent ? gridDim.x / R::cluster : 0xffffffffu) {}

  // Sets the next tile's first row and column; false when there is none left.
  __device__ __forceinline__ bool next(unsigned rank, unsigned &first_row, unsigned &first_column) {
    if (index >= rows * columns) return false;
    if constexpr (R::persistent) {
      const Tile tile = tile_at(index, rows, columns, 16 / R::cluster);
      first_row = (tile.row * R::cluster + rank) * R::rows;
      first_column = tile.column * R::columns;
      index += step;
    } else {
      first_row = index / columns * R::rows;
      first_column = index % columns * R::columns;
      index = rows * columns;
    }
    return true;
  }
};

// One thread keeps the stages filled.
template <typename R>
__device__ __forceinline__ void produce(unsigned stages, unsigned full, unsigned empty, unsigned rank,
                                        const TensorMap &a, const TensorMap &b, unsigned m, unsigned n,
                                        unsigned steps) {
  Tiles<R> tiles(m, n);
  Position<R::stages> position;
  unsigned first_row, first_column;
  while (tiles.next(rank, first_row, first_column)) {
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned filled = full + position.stage * 8;
      const unsigned a_tile = stages + position.stage * R::stage_bytes, b_tile = a_tile + R::a_bytes;
      if constexpr (R::crowded) {
        barrier_arrive(empty + position.stage * 8);
        barrier_wait(empty + position.stage * 8, position.parity);
      } else {
        barrier_wait(empty + position.stage * 8, position.parity ^ 1);
      }
      barrier_expect(filled, R::stage_bytes);
      load_box(a_tile, a, filled, step * depth, first_row);
      if constexpr (R::cluster == 1) {
        load_box(b_tile, b, filled, step * depth, first_column);
      } else {
        // Each CTA of the cluster fetches its share of b's rows for all of them.
        constexpr unsigned share = R::columns / R::cluster;
        load_box_multicast(b_tile + rank * share * depth * 2, b, filled, step * depth, first_column + rank * share,
                           (1 << R::cluster) - 1);
      }
    }
  }
}

// A warpgroup multiplies what arrives and hands each stage back.
template <typename R>
__device__ __forceinline__ void consume(unsigned stages, unsigned full, unsigned empty, unsigned rank,
                                        unsigned consumer, unsigned short *d, unsigned m, unsigned n, unsigned steps) {
  Tiles<R> tiles(m, n);
  Position<R::stages> position;
  unsigned first_row, first_column;
  const unsigned lane = threadIdx.x % 32;
  if constexpr (R::crowded)
    for (unsigned stage = 0; stage < R::stages; stage++) barrier_arrive(empty + stage * 8);
  while (tiles.next(rank, first_row, first_column)) {
    float sums[R::parts * R::columns / 2] = {};
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned b_tile = stages + position.stage * R::stage_bytes + R::a_bytes;
      const unsigned a_tile = stages + position.stage * R::stage_bytes + consumer * R::parts * 64 * 128;
      if constexpr (R::crowded) barrier_arrive(full + position.stage * 8);
      barrier_wait(full + position.stage * 8, position.parity);
      wgmma_fence();
#pragma unroll
      for (unsigned z = 0; z < depth; z += 16)
#pragma unroll
        for (unsigned part = 0; part < R::parts; part++)
          wgmma_bf16<R::columns>(sums + part * R::columns / 2, swizzled_tile(a_tile + part * 64 * 128 + z * 2),
                                 swizzled_tile(b_tile + z * 2));
      wgmma_commit();
      wgmma_wait<R::parts * R::columns / 2>(sums);
      // Every warp says that it has read the stage, to all CTAs that write into it.
      if constexpr (R::crowded) {
        barrier_arrive(empty + position.stage * 8);
      } else if constexpr (R::cluster == 1) {
        if (lane == 0) barrier_arrive(empty + position.stage * 8);
      } else {
        if (lane < R::cluster) barrier_arrive_at(empty + position.stage * 8, lane);
      }
    }
#pragma unroll
    for (unsigned part = 0; part < R::parts; part++)
      store_sums<R::columns>(d, sums + part * R::columns / 2, first_row + (consumer * R::parts + part) * 64,
                             first_column, m, n);
  }
}

template <typename R>
__device__ __forceinline__ void multiply(unsigned short *d, const TensorMap &a, const TensorMap &b, unsigned m,
                                         unsigned n, unsigned k) {
  extern __shared__ __align__(1024) unsigned char tiles[];
  __shared__ alignas(8) unsigned long long barriers[2 * R::stages];
  const unsigned stages = shared_address(tiles);
  const unsigned full = shared_address(barriers), empty = full + R::stages * 8;
  const unsigned steps = (k + depth - 1) / depth;
  const unsigned rank = R::cluster == 1 ? 0 : cluster_rank();

  if (threadIdx.x == 0) {
    prefetch_tensor_map(a);
    prefetch_tensor_map(b);
    for (unsigned stage = 0; stage < R::stages; stage++) {
      barrier_init(full + stage * 8, R::crowded ? R::consumers * 128 + 1 : 1);
      barrier_init(empty + stage * 8, R::crowded ? R::consumers * 128 + 1 : R::consumers * 4 * R::cluster);
    }
    barrier_init_fence();
  }
  if constexpr (R::cluster == 1)
    __syncthreads();
  else
    cluster_barrier();

  const unsigned warpgroup = threadIdx.x / 128;
  if (warpgroup == 0) {
    if constexpr (R::reallocates) asm volatile("setmaxnreg.dec.sync.aligned.u32 24;" : : : "memory");
    if (threadIdx.x == 0) produce<R>(stages, full, empty, rank, a, b, m, n, steps);
  } else {
    if constexpr (R::reallocates) asm volatile("setmaxnreg.inc.sync.aligned.u32 240;" : : : "memory");
    consume<R>(stages, full, empty, rank, warpgroup - 1, d, m, n, steps);
  }
  // A CTA may not end while another of its cluster still writes to its shared memory or arrives at its barriers.
  if constexpr (R::cluster > 1) cluster_barrier();
}
