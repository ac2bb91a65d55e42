// What the FP8 GEMMs on tensor cores have in common: the order of their tiles, the stages between producer and
// consumers, and clusters of two CTAs that share the tile of one operand.
#pragma once
#include "bulk_copy.cuh"
#include "tile_order.cuh"
#include "wgmma_e4m3.cuh"

constexpr unsigned depth = 128;

// Which operand's tile the two CTAs of a cluster have in common: each fetches half of it and multicasts it to both.
enum Shared { shares_nothing, shares_a, shares_b };

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

// Keeps a value in a register, so that it is not computed again in every step.
__device__ __forceinline__ unsigned kept(unsigned value) {
  asm volatile("" : "+r"(value));
  return value;
}

template <unsigned offset = 0>
__device__ __forceinline__ float load_shared(unsigned address) {
  float value;
  asm volatile("ld.shared.f32 %0, [%1+%2];" : "=f"(value) : "r"(address), "n"(offset) : "memory");
  return value;
}

__device__ __forceinline__ void store_shared(unsigned address, float value) {
  asm volatile("st.shared.f32 [%0], %1;" : : "r"(address), "f"(value) : "memory");
}

// The tiles of this CTA, one after another. Bands of 16 tile columns, in each of which tiles go along the rows, or one
// whole row or column of tiles after another, along the shorter side of the result; the CTAs of a cluster take
// neighbours on the side on which they share nothing. With groups, tiles whose rows have none are passed over.
template <typename V>
struct Tiles {
  const unsigned *row_groups;
  unsigned groups, rows, columns, last_row, index, rank;
  unsigned first_row = 0, first_column = 0, group = 0;
  // Whether both CTAs of the cluster take the same b, and whether this tile has a result.
  bool has_same_b = true, has_result = true;

  __device__ __forceinline__ Tiles(const unsigned *row_groups, unsigned groups, unsigned m, unsigned n, unsigned rank)
      : row_groups(row_groups),
        groups(groups),
        rows((m + V::rows - 1) / V::rows),
        columns((n + V::columns - 1) / V::columns),
        last_row(rows - 1),
        index(blockIdx.x / V::cluster),
        rank(rank) {
    if constexpr (V::shared == shares_a) columns = (columns + 1) / 2;
    if constexpr (V::shared == shares_b) rows = (rows + 1) / 2;
  }

  __device__ __forceinline__ bool next() {
    while (index < rows * columns) {
      // Rows and columns exchanged, so that bands lie along n.
      const unsigned along_shorter = columns > rows * V::cluster ? 1 : columns;
      const unsigned band = V::goes_along_shorter ? along_shorter : V::shared == shares_a ? 8 : 16;
      const Tile tile = tile_at(index, columns, rows, band);
      index += gridDim.x / V::cluster;
      const unsigned row = V::shared == shares_b ? tile.column * 2 + rank : tile.column;
      const unsigned column = V::shared == shares_a ? tile.row * 2 + rank : tile.row;
      first_row = row * V::rows;
      first_column = column * V::columns;
      if constexpr (V::grouped) {
        group = row_groups[min(row, last_row)];
        has_result = group < groups;
        if constexpr (V::shared == shares_b) {
          // Both go through the steps, since each waits until the other has read a stage.
          const unsigned other = row_groups[min(row ^ 1, last_row)];
          if (!has_result && other >= groups) continue;
          has_same_b = group == other;
          if (!has_result) group = other;
        } else if (!has_result) {
          continue;
        }
      }
      return true;
    }
    return false;
  }
};

__device__ __forceinline__ unsigned cluster_rank() {
  unsigned rank;
  asm volatile("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  return rank;
}

__device__ __forceinline__ void cluster_barrier() {
  asm volatile("barrier.cluster.arrive.release;\n\tbarrier.cluster.wait.acquire;" : : : "memory");
}

// The place of an address of this CTA's shared memory in that of another one of the cluster.
__device__ __forceinline__ unsigned remote_address(unsigned address, unsigned cta) {
  unsigned remote;
  asm volatile("mapa.shared::cluster.u32 %0, %1, %2;" : "=r"(remote) : "r"(address), "r"(cta));
  return remote;
}

__device__ __forceinline__ void barrier_arrive_remotely(unsigned remote_barrier) {
  asm volatile("mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%0];" : : "r"(remote_barrier) : "memory");
}

// A box, or this CTA's half of one that goes to both CTAs of the cluster.
template <bool shared>
__device__ __forceinline__ void load_tile(unsigned destination, unsigned half_bytes, const TensorMap &map,
                                          unsigned barrier, unsigned x, unsigned y, unsigned half_rows, unsigned rank) {
  if constexpr (shared)
    load_box_multicast(destination + rank * half_bytes, map, barrier, x, y + rank * half_rows, 3);
  else
    load_box(destination, map, barrier, x, y);
}
