// FP8 GEMM with fine-grained scales as DeepGEMM does it: a producer warpgroup keeps five stages of tiles and a's scales
// filled by TMA; two consumer warpgroups of 64 x 128 each multiply 128 of k with wgmma into fresh sums and promote
// them, scaled, into f32 sums of their own, since the tensor cores' own sums of FP8 products keep too few bits.
#pragma once
#include "bulk_copy.cuh"
#include "memory.cuh"
#include "tile_order.cuh"
#include "wgmma.cuh"

constexpr unsigned tile = 128, depth = 128, stages = 5;
constexpr unsigned tile_bytes = tile * depth, scale_bytes = tile * 4;
constexpr unsigned stage_bytes = 2 * tile_bytes + scale_bytes;
constexpr unsigned result_bytes = tile * tile * 2;
constexpr unsigned consumer_threads = 256;

// Where things lie in dynamic shared memory, as addresses. Tiles and results are aligned to 1024 bytes.
struct Layout {
  unsigned a, b, results, a_scales, b_scales;

  __device__ __forceinline__ explicit Layout(unsigned base)
      : a(base),
        b(a + stages * tile_bytes),
        results(b + stages * tile_bytes),
        a_scales(results + result_bytes),
        b_scales(a_scales + stages * scale_bytes) {}
};

// The stage and the parity of its barriers after a number of steps.
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

__device__ __forceinline__ float load_shared(unsigned address) {
  float value;
  asm volatile("ld.shared.f32 %0, [%1];" : "=f"(value) : "r"(address) : "memory");
  return value;
}

__device__ __forceinline__ void store_shared(unsigned address, float value) {
  asm volatile("st.shared.f32 [%0], %1;" : : "r"(address), "f"(value) : "memory");
}

__device__ __forceinline__ void store_matrices(unsigned address, unsigned first, unsigned second, unsigned third,
                                               unsigned fourth) {
  asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};"
               :
               : "r"(address), "r"(first), "r"(second), "r"(third), "r"(fourth)
               : "memory");
}

// A warpgroup's 64 x 128 results as two swizzled boxes of 64 x 64 in shared memory, then to d.
__device__ __forceinline__ void store_results(const TensorMap &d, unsigned results, const float *sums,
                                              unsigned consumer, unsigned first_row, unsigned first_column,
                                              unsigned n) {
  const unsigned thread = threadIdx.x % 128, lane = thread % 32;
  const unsigned row = thread / 32 * 16 + lane % 16;
  const unsigned box = results + consumer * 64 * 256;
  if (thread == 0) wait_for_stores_to_read();
  named_barrier(2 + consumer, 128);
#pragma unroll
  for (unsigned j = 0; j < 8; j++) {
    const unsigned chunk = j % 4 * 2 + lane / 16;
    store_matrices(box + j / 4 * 64 * 128 + row * 128 + ((chunk ^ row % 8) * 16),
                   pack_bf16(sums[8 * j], sums[8 * j + 1]), pack_bf16(sums[8 * j + 2], sums[8 * j + 3]),
                   pack_bf16(sums[8 * j + 4], sums[8 * j + 5]), pack_bf16(sums[8 * j + 6], sums[8 * j + 7]));
  }
  fence_shared_for_copies();
  named_barrier(2 + consumer, 128);
  if (thread == 0) {
    store_box(d, box, first_column, first_row + consumer * 64);
    if (first_column + 64 < n) store_box(d, box + 64 * 128, first_column + 64, first_row + consumer * 64);
    commit_stores();
  }
  // What follows needs whole warps again.
  __syncwarp();
}

// Where the next tile of this CTA lies and which b it takes; tiles without a group are passed over.
template <bool grouped>
struct Tiles {
  const unsigned *row_groups;
  unsigned groups, rows, columns, index;
  Tile place;
  unsigned group = 0;

  __device__ __forceinline__ bool next() {
    while (index < rows * columns) {
      place = tile_at(index, rows, columns, 16);
      index += gridDim.x;
      if constexpr (grouped) group = row_groups[place.row];
      if (!grouped || group < groups) return true;
    }
    return false;
  }
};

// The whole kernel; without groups, row_groups is not read.
template <bool grouped>
__device__ __forceinline__ void multiply(const TensorMap &d, const TensorMap &a, const TensorMap &a_scales,
                                         const TensorMap &b, const float *b_scales, const unsigned *row_groups,
                                         unsigned m, unsigned n, unsigned k, unsigned groups) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[2 * stages];
  const Layout layout(shared_address(dynamic));
  const unsigned full = shared_address(barriers), empty = full + stages * 8;
  const unsigned rows = (m + tile - 1) / tile, columns = (n + tile - 1) / tile, steps = (k + depth - 1) / depth;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(a);
    prefetch_tensor_map(b);
    prefetch_tensor_map(a_scales);
    prefetch_tensor_map(d);
    for (unsigned stage = 0; stage < stages; stage++) {
      barrier_init(full + stage * 8, 1);
      barrier_init(empty + stage * 8, consumer_threads / 32);
    }
    barrier_init_fence();
  }
  __syncthreads();

  Position position;
  Tiles<grouped> tiles{row_groups, groups, rows, columns, blockIdx.x};
  if (threadIdx.x < 128) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 40;" : : : "memory");
    if (threadIdx.x != 0) return;
    while (tiles.next()) {
      const unsigned first_row = tiles.place.row * tile, first_column = tiles.place.column * tile;
#pragma unroll 1
      for (unsigned step = 0; step < steps; step++, position.advance()) {
        const unsigned filled = full + position.stage * 8;
        barrier_wait(empty + position.stage * 8, position.parity ^ 1);
        barrier_expect(filled, stage_bytes);
        load_box(layout.a + position.stage * tile_bytes, a, filled, step * depth, first_row);
        load_box(layout.b + position.stage * tile_bytes, b, filled, step * depth, tiles.group * n + first_column);
        load_box(layout.a_scales + position.stage * scale_bytes, a_scales, filled, first_row, step);
      }
    }
    return;
  }

  asm volatile("setmaxnreg.inc.sync.aligned.u32 232;" : : : "memory");
  const unsigned consumer = threadIdx.x / 128 - 1, lane = threadIdx.x % 32;
  const unsigned thread_row = consumer * 64 + threadIdx.x % 128 / 32 * 16 + lane / 4;
  while (tiles.next()) {
    const unsigned first_row = tiles.place.row * tile, first_column = tiles.place.column * tile;
    const float *block_scales = b_scales + (size_t(tiles.group) * columns + tiles.place.column) * steps;
    // The scales of this column of blocks; nobody may still read those of the tile before.
    named_barrier(1, consumer_threads);
    for (unsigned step = threadIdx.x - 128; step < steps; step += consumer_threads)
      store_shared(layout.b_scales + step * 4, block_scales[step]);
    named_barrier(1, consumer_threads);

    float sums[64] = {};
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned a_tile = layout.a + position.stage * tile_bytes + consumer * 64 * 128;
      const unsigned b_tile = layout.b + position.stage * tile_bytes;
      const unsigned scales = layout.a_scales + position.stage * scale_bytes;
      const float b_scale = load_shared(layout.b_scales + step * 4);
      barrier_wait(full + position.stage * 8, position.parity);
      // Read before the warpgroup starts to multiply, so that the stage can be handed back as soon as it ends.
      const float upper = __fmul_rn(load_shared(scales + thread_row * 4), b_scale);
      const float lower = __fmul_rn(load_shared(scales + thread_row * 4 + 32), b_scale);

      float partials[64];
      wgmma_fence();
#pragma unroll
      for (unsigned z = 0; z < depth; z += 32)
        wgmma_e4m3_n128(partials, swizzled_tile(a_tile + z), swizzled_tile(b_tile + z), z != 0);
      wgmma_commit();
      wgmma_wait<64>(partials);
      if (lane == 0) barrier_arrive(empty + position.stage * 8);

#pragma unroll
      for (unsigned j = 0; j < 16; j++) {
        sums[4 * j] = __fmaf_rn(partials[4 * j], upper, sums[4 * j]);
        sums[4 * j + 1] = __fmaf_rn(partials[4 * j + 1], upper, sums[4 * j + 1]);
        sums[4 * j + 2] = __fmaf_rn(partials[4 * j + 2], lower, sums[4 * j + 2]);
        sums[4 * j + 3] = __fmaf_rn(partials[4 * j + 3], lower, sums[4 * j + 3]);
      }
    }
    store_results(d, layout.results, sums, consumer, first_row, first_column, n);
  }
  if (threadIdx.x % 128 == 0) wait_for_stores();
}
