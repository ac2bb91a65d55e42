// FP8 GEMM of weight gradients: scales a row and 128 of k on both sides, and a result that is added to f32 in memory.
// A producer warpgroup keeps several stages of both tiles and of their scales filled by TMA, and another of its warps
// fetches what the result is added to while the products are still made; consumer warpgroups multiply 128 of k with
// wgmma into fresh sums and promote them, scaled, into f32 sums of their own.
#pragma once
#include "fp8_gemm_pipeline.cuh"

// What one variant is made of. In clusters b's tile is shared.
template <unsigned columns_, unsigned stages_, Shared shared_, bool swizzled_, bool goes_along_shorter_,
          bool overlaps_scales_>
struct WeightVariant {
  // The CTA's tile.
  static constexpr unsigned rows = 128, columns = columns_;
  static constexpr unsigned stages = stages_;
  static constexpr Shared shared = shared_;
  static constexpr bool grouped = false;
  static constexpr bool goes_along_shorter = goes_along_shorter_;
  // Whether the columns' scales are read while the tensor cores multiply and a stage is handed back before its
  // promotion; else they are read before and it is handed back after.
  static constexpr bool overlaps_scales = overlaps_scales_;
  static_assert(shared_ != shares_a, "clusters share b, and the order of tiles counts their rows in clusters");

  static constexpr unsigned cluster = shared == shares_nothing ? 1 : 2;
  // Warpgroups that multiply; each takes 64 rows.
  static constexpr unsigned consumers = 2;
  static constexpr unsigned sums = columns / 2;

  static constexpr unsigned a_bytes = rows * depth, b_bytes = columns * depth;
  static constexpr unsigned a_scale_bytes = rows * 4, b_scale_bytes = columns * 4;
  // Whether each CTA of a cluster fetches half of b's tile for both. Halves that are no whole groups of eight rows
  // would not continue the swizzle of each other; then one CTA fetches all of it.
  static constexpr bool has_halves = cluster == 2 && columns % 16 == 0;
  // Copies begin at multiples of 128 bytes.
  static constexpr unsigned b_scale_pitch = (b_scale_bytes + 127) / 128 * 128;
  static constexpr unsigned stage_bytes = a_bytes + b_bytes + a_scale_bytes + b_scale_bytes;
  // A consumer's rows of the result, in swizzled boxes of 32 columns or in one without.
  static constexpr unsigned box_columns = swizzled_ ? 32 : columns, box_bytes = 64 * box_columns * 4;
  static constexpr unsigned part_bytes = 64 * columns * 4, result_bytes = 2 * part_bytes;
  static constexpr bool is_swizzled = swizzled_;
  static_assert(!swizzled_ || columns % 32 == 0, "swizzled boxes have 32 columns");
  // Rows of a box that is not swizzled meet in the banks unless their pitch is an odd multiple of 32 bytes.
  static_assert(swizzled_ || columns % 16 == 8, "rows would meet in the banks of shared memory");
};

// Where things lie in dynamic shared memory, as addresses. Tiles and results are aligned to 1024 bytes.
template <typename V>
struct WeightLayout {
  unsigned a, b, results, a_scales, b_scales;

  __device__ __forceinline__ explicit WeightLayout(unsigned base)
      : a(base),
        b(a + V::stages * V::a_bytes),
        results(b + V::stages * V::b_bytes),
        a_scales(results + V::result_bytes),
        b_scales(a_scales + V::stages * V::a_scale_bytes) {}
};

// The mbarriers: of each stage, full and empty, and of the place of results.
struct WeightBarriers {
  unsigned full, empty, result_full, result_empty;
};

__device__ __forceinline__ float2 load_shared_pair(unsigned address) {
  float2 pair;
  asm volatile("ld.shared.v2.f32 {%0, %1}, [%2];" : "=f"(pair.x), "=f"(pair.y) : "r"(address) : "memory");
  return pair;
}

__device__ __forceinline__ void store_shared_pair(unsigned address, float first, float second) {
  asm volatile("st.shared.v2.f32 [%0], {%1, %2};" : : "r"(address), "f"(first), "f"(second) : "memory");
}

// One thread keeps the stages filled.
template <typename V>
__device__ __forceinline__ void produce_stages(Tiles<V> tiles, const WeightLayout<V> &layout,
                                               const WeightBarriers &barriers, const TensorMap &a,
                                               const TensorMap &a_scales, const TensorMap &b, const TensorMap &b_scales,
                                               unsigned steps) {
  const unsigned rank = tiles.rank;
  Position<V::stages> position;
  while (tiles.next()) {
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned stage = position.stage, filled = barriers.full + stage * 8;
      barrier_wait(barriers.empty + stage * 8, position.parity ^ 1);
      barrier_expect(filled, V::stage_bytes);
      load_box(layout.a + stage * V::a_bytes, a, filled, step * depth, tiles.first_row);
      load_box(layout.a_scales + stage * V::a_scale_bytes, a_scales, filled, tiles.first_row, step);
      const unsigned b_tile = layout.b + stage * V::b_bytes;
      if constexpr (V::has_halves)
        load_tile<true>(b_tile, V::b_bytes / 2, b, filled, step * depth, tiles.first_column, V::columns / 2, rank);
      else if constexpr (V::cluster == 1)
        load_box(b_tile, b, filled, step * depth, tiles.first_column);
      else if (rank == 0)
        load_box_multicast(b_tile, b, filled, step * depth, tiles.first_column, 3);
      load_box(layout.b_scales + stage * V::b_scale_pitch, b_scales, filled, tiles.first_column, step);
    }
  }
}

// Another one fetches what each tile is added to, as soon as the results of the tile before have been read.
template <typename V>
__device__ __forceinline__ void produce_results(Tiles<V> tiles, const WeightLayout<V> &layout,
                                                const WeightBarriers &barriers, const TensorMap &d) {
  unsigned parity = 1;
  while (tiles.next()) {
    barrier_wait(barriers.result_empty, parity);
    parity ^= 1;
    barrier_expect(barriers.result_full, V::result_bytes);
#pragma unroll
    for (unsigned part = 0; part < V::consumers; part++)
#pragma unroll
      for (unsigned column = 0; column < V::columns; column += V::box_columns)
        load_box(layout.results + part * V::part_bytes + column * 256, d, barriers.result_full,
                 tiles.first_column + column, tiles.first_row + part * 64);
  }
}

// Adds a warpgroup's rows to what has been fetched, and stores them when all of it have done that.
template <typename V>
__device__ __forceinline__ void add_results(const TensorMap &d, unsigned results, const float (&sums)[V::sums],
                                            unsigned consumer, unsigned first_row, unsigned first_column, unsigned n) {
  constexpr unsigned pitch = V::box_columns * 4;
  const unsigned thread = threadIdx.x % 128, lane = thread % 32;
  const unsigned boxes = results + consumer * V::part_bytes;
  const unsigned line = boxes + (thread / 32 * 16 + lane / 4) * pitch + (V::is_swizzled ? lane % 2 * 8 : lane % 4 * 8);
#pragma unroll
  for (unsigned j = 0; j < V::columns / 8; j++) {
    unsigned at = line + j * 32;
    if constexpr (V::is_swizzled) at = line + j / 4 * V::box_bytes + ((j % 4 * 2 + lane % 4 / 2) ^ lane / 4) * 16;
    const float2 upper = load_shared_pair(at), lower = load_shared_pair(at + 8 * pitch);
    store_shared_pair(at, __fadd_rn(upper.x, sums[4 * j]), __fadd_rn(upper.y, sums[4 * j + 1]));
    store_shared_pair(at + 8 * pitch, __fadd_rn(lower.x, sums[4 * j + 2]), __fadd_rn(lower.y, sums[4 * j + 3]));
  }
  fence_shared_for_copies();
  named_barrier(1 + consumer, 128);
  if (thread == 0) {
#pragma unroll
    for (unsigned column = 0; column < V::columns; column += V::box_columns)
      if (first_column + column < n)
        store_box(d, boxes + column * 256, first_column + column, first_row + consumer * 64);
    commit_stores();
  }
  // What follows needs whole warps again.
  __syncwarp();
}

// The scales of a thread's columns.
template <unsigned count>
__device__ __forceinline__ void load_column_scales(float2 (&scales)[count], unsigned address) {
#pragma unroll
  for (unsigned j = 0; j < count; j++) scales[j] = load_shared_pair(address + j * 32);
}

// Every warp says that it has read a stage, to all CTAs that write into it.
template <typename V>
__device__ __forceinline__ void give_back(unsigned barrier, unsigned arrives) {
  if constexpr (V::cluster == 1) {
    if (arrives) barrier_arrive(barrier);
  } else {
    if (arrives) barrier_arrive_remotely(barrier);
  }
}

// A warpgroup multiplies what arrives, hands each stage back, and adds its rows of each tile.
template <typename V>
__device__ __forceinline__ void consume_stages(Tiles<V> tiles, const WeightLayout<V> &layout,
                                               const WeightBarriers &barriers, unsigned consumer, const TensorMap &d,
                                               unsigned n, unsigned steps) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned first = consumer * 64, thread_row = first + threadIdx.x % 128 / 32 * 16 + lane / 4;
  const unsigned a_bits = kept(tile_bits(layout.a + first * depth)), b_bits = kept(tile_bits(layout.b));
  const unsigned row_scales = kept(layout.a_scales + thread_row * 4);
  const unsigned column_scales = kept(layout.b_scales + lane % 4 * 8);
  // A lane for each CTA of the cluster tells it.
  const unsigned arrives = kept(lane < V::cluster);
  const unsigned arrival = V::cluster == 1 ? barriers.empty : kept(remote_address(barriers.empty, lane % V::cluster));
  Position<V::stages> position;
  unsigned parity = 0;
  // Whether results of a tile before have yet to be read from shared memory.
  bool stores = false;
  while (tiles.next()) {
    float sums[V::sums] = {};
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned stage = position.stage;
      const unsigned a_tile = a_bits + stage * (V::a_bytes / 16), b_tile = b_bits + stage * (V::b_bytes / 16);
      barrier_wait(barriers.full + stage * 8, position.parity);
      const float upper = load_shared(row_scales + stage * V::a_scale_bytes);
      const float lower = load_shared<32>(row_scales + stage * V::a_scale_bytes);
      float2 scales[V::columns / 8];
      if constexpr (!V::overlaps_scales) load_column_scales(scales, column_scales + stage * V::b_scale_pitch);
      float partials[V::sums];
      wgmma_fence();
      multiply_e4m3<V::columns, false>(partials, described(a_tile), described(b_tile));
#pragma unroll
      for (unsigned z = 32; z < depth; z += 32)
        multiply_e4m3<V::columns, true>(partials, described(a_tile + z / 16), described(b_tile + z / 16));
      wgmma_commit();
      if constexpr (V::overlaps_scales) load_column_scales(scales, column_scales + stage * V::b_scale_pitch);
      wait_for_sums<V::sums>(partials);
      if constexpr (V::overlaps_scales) give_back<V>(arrival + stage * 8, arrives);
      if (stores) {
        // By now the results of the tile before have been read.
        if (threadIdx.x % 128 == 0) {
          wait_for_stores_to_read();
          barrier_arrive(barriers.result_empty);
        }
        __syncwarp();
        stores = false;
      }
#pragma unroll
      for (unsigned j = 0; j < V::columns / 8; j++) {
        float *sum = sums + 4 * j;
        const float *partial = partials + 4 * j;
        sum[0] = __fmaf_rn(partial[0], __fmul_rn(upper, scales[j].x), sum[0]);
        sum[1] = __fmaf_rn(partial[1], __fmul_rn(upper, scales[j].y), sum[1]);
        sum[2] = __fmaf_rn(partial[2], __fmul_rn(lower, scales[j].x), sum[2]);
        sum[3] = __fmaf_rn(partial[3], __fmul_rn(lower, scales[j].y), sum[3]);
      }
      if constexpr (!V::overlaps_scales) give_back<V>(arrival + stage * 8, arrives);
    }
    barrier_wait(barriers.result_full, parity);
    parity ^= 1;
    add_results<V>(d, layout.results, sums, consumer, tiles.first_row, tiles.first_column, n);
    stores = true;
  }
  if (threadIdx.x % 128 == 0) wait_for_stores();
}

// The whole kernel.
template <typename V>
__device__ __forceinline__ void add_product(const TensorMap &d, const TensorMap &a, const TensorMap &a_scales,
                                            const TensorMap &b, const TensorMap &b_scales, unsigned m, unsigned n,
                                            unsigned k) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long words[2 * V::stages + 2];
  const WeightLayout<V> layout(shared_address(dynamic));
  const unsigned first = shared_address(words), results = first + 2 * V::stages * 8;
  const WeightBarriers barriers = {first, first + V::stages * 8, results, results + 8};
  const unsigned steps = (k + depth - 1) / depth;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(a);
    prefetch_tensor_map(b);
    prefetch_tensor_map(a_scales);
    prefetch_tensor_map(b_scales);
    prefetch_tensor_map(d);
    for (unsigned stage = 0; stage < V::stages; stage++) {
      barrier_init(barriers.full + stage * 8, 1);
      barrier_init(barriers.empty + stage * 8, V::consumers * 4 * V::cluster);
    }
    barrier_init(barriers.result_full, 1);
    barrier_init(barriers.result_empty, V::consumers);
    barrier_init_fence();
  }
  if constexpr (V::cluster == 1)
    __syncthreads();
  else
    cluster_barrier();

  const Tiles<V> tiles(nullptr, 1, m, n, V::cluster == 1 ? 0 : cluster_rank());
  if (threadIdx.x < 128) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 40;" : : : "memory");
    if (threadIdx.x == 0) produce_stages<V>(tiles, layout, barriers, a, a_scales, b, b_scales, steps);
    if (threadIdx.x == 32) produce_results<V>(tiles, layout, barriers, d);
  } else {
    asm volatile("setmaxnreg.inc.sync.aligned.u32 232;" : : : "memory");
    consume_stages<V>(tiles, layout, barriers, threadIdx.x / 128 - 1, d, n, steps);
  }
  // A CTA may not end while the other one of its cluster still writes to its shared memory or arrives at its barriers.
  if constexpr (V::cluster > 1) cluster_barrier();
}
