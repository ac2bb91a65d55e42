// FP8 GEMM with fine-grained scales as DeepGEMM does it: a producer warpgroup keeps several stages of tiles and a's
// scales filled by TMA; consumer warpgroups multiply 128 of k with wgmma into fresh sums and promote them, scaled, into
// f32 sums of their own, since the tensor cores' own sums of FP8 products keep too few bits.
#pragma once
#include "fp8_gemm_pipeline.cuh"
#include "memory.cuh"

// What one variant is made of.
template <unsigned rows_, unsigned columns_, unsigned stages_, Shared shared_ = shares_nothing, bool grouped_ = false,
          bool swizzled_ = false>
struct Variant {
  // The CTA's tile.
  static constexpr unsigned rows = rows_, columns = columns_;
  static constexpr unsigned stages = stages_;
  static constexpr Shared shared = shared_;
  // Whether each 128 rows of a have a b of their own.
  static constexpr bool grouped = grouped_;
  static constexpr bool goes_along_shorter = false;

  static constexpr unsigned cluster = shared == shares_nothing ? 1 : 2;
  // Warpgroups that multiply; each takes `parts` times 64 rows.
  static constexpr unsigned consumers = rows == 64 ? 1 : 2;
  static constexpr unsigned parts = rows / 64 / consumers;
  static constexpr unsigned consumer_threads = consumers * 128, threads = consumer_threads + 128;
  static constexpr unsigned sums = columns / 2;

  static constexpr unsigned a_bytes = rows * depth, b_bytes = columns * depth, scale_bytes = rows * 4;
  static constexpr unsigned stage_bytes = a_bytes + b_bytes + scale_bytes;
  static constexpr unsigned result_bytes = rows * columns * 2;
  // Blocks of b's scales that a tile can touch along n.
  static constexpr unsigned scale_blocks = 128 % columns == 0 ? 1 : 2;
  // Results lie in swizzled boxes of 64 columns, or in one box without, whose rows get into each other's way in the
  // banks of shared memory.
  static constexpr unsigned box_columns = swizzled_ ? 64 : columns;
  static constexpr bool is_swizzled = swizzled_;
  static_assert(!swizzled_ || columns % 64 == 0, "swizzled boxes have 64 columns");
};

// Where things lie in dynamic shared memory, as addresses. Tiles and results are aligned to 1024 bytes.
template <typename V>
struct Layout {
  unsigned a, b, results, a_scales, b_scales;

  __device__ __forceinline__ explicit Layout(unsigned base)
      : a(base),
        b(a + V::stages * V::a_bytes),
        results(b + V::stages * V::b_bytes),
        a_scales(results + V::result_bytes),
        b_scales(a_scales + V::stages * V::scale_bytes) {}
};

__device__ __forceinline__ void store_matrices(unsigned address, unsigned first, unsigned second, unsigned third,
                                               unsigned fourth) {
  asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};"
               :
               : "r"(address), "r"(first), "r"(second), "r"(third), "r"(fourth)
               : "memory");
}

__device__ __forceinline__ void store_matrices(unsigned address, unsigned first, unsigned second) {
  asm volatile("stmatrix.sync.aligned.m8n8.x2.shared.b16 [%0], {%1, %2};"
               :
               : "r"(address), "r"(first), "r"(second)
               : "memory");
}

// A warpgroup's rows as boxes of 64 rows in shared memory, and when all have done that, to d. The stores of the tile
// before have been read.
template <typename V>
__device__ __forceinline__ void store_results(const TensorMap &d, unsigned results,
                                              const float (&sums)[V::parts][V::sums], unsigned consumer,
                                              unsigned first_row, unsigned first_column, unsigned n) {
  constexpr unsigned pitch = V::box_columns * 2, box_bytes = 64 * pitch, part_bytes = 64 * V::columns * 2;
  const unsigned thread = threadIdx.x % 128, lane = thread % 32;
  const unsigned row = thread / 32 * 16 + lane % 16;
  const unsigned boxes = results + consumer * V::parts * part_bytes;
#pragma unroll
  for (unsigned part = 0; part < V::parts; part++) {
    const float *of = sums[part];
    const unsigned line = boxes + part * part_bytes + row * pitch;
#pragma unroll
    for (unsigned j = 0; j < V::columns / 16; j++) {
      const unsigned chunk = (V::is_swizzled ? j % 4 : j) * 2 + lane / 16;
      const unsigned at = V::is_swizzled ? line + j / 4 * box_bytes + ((chunk ^ row % 8) * 16) : line + chunk * 16;
      store_matrices(at, pack_bf16(of[8 * j], of[8 * j + 1]), pack_bf16(of[8 * j + 2], of[8 * j + 3]),
                     pack_bf16(of[8 * j + 4], of[8 * j + 5]), pack_bf16(of[8 * j + 6], of[8 * j + 7]));
    }
    if constexpr (V::columns % 16 == 8)
      store_matrices(line + V::columns * 2 - 16, pack_bf16(of[V::sums - 4], of[V::sums - 3]),
                     pack_bf16(of[V::sums - 2], of[V::sums - 1]));
  }
  fence_shared_for_copies();
  named_barrier(1, V::consumer_threads);
  if (thread == 0) {
#pragma unroll
    for (unsigned part = 0; part < V::parts; part++)
#pragma unroll
      for (unsigned column = 0; column < V::columns; column += V::box_columns)
        if (first_column + column < n)
          store_box(d, boxes + part * part_bytes + column * 128, first_column + column,
                    first_row + (consumer * V::parts + part) * 64);
    commit_stores();
  }
  // What follows needs whole warps again.
  __syncwarp();
}

// One thread keeps the stages filled.
template <typename V>
__device__ __forceinline__ void produce(Tiles<V> tiles, const Layout<V> &layout, unsigned full, unsigned empty,
                                        const TensorMap &a, const TensorMap &a_scales, const TensorMap &b, unsigned n,
                                        unsigned steps) {
  constexpr bool on_a = V::shared == shares_a, on_b = V::shared == shares_b;
  constexpr unsigned half_rows = V::rows / 2, half_columns = V::columns / 2;
  const unsigned rank = tiles.rank;
  Position<V::stages> position;
  while (tiles.next()) {
    const unsigned b_row = tiles.group * n + tiles.first_column;
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned filled = full + position.stage * 8;
      const unsigned b_tile = layout.b + position.stage * V::b_bytes;
      barrier_wait(empty + position.stage * 8, position.parity ^ 1);
      barrier_expect(filled, V::stage_bytes);
      load_tile<on_a>(layout.a + position.stage * V::a_bytes, V::a_bytes / 2, a, filled, step * depth, tiles.first_row,
                      half_rows, rank);
      load_tile<on_a>(layout.a_scales + position.stage * V::scale_bytes, V::scale_bytes / 2, a_scales, filled,
                      tiles.first_row + (on_a ? rank * half_rows : 0), step, 0, rank);
      if (!V::grouped || tiles.has_same_b) {
        load_tile<on_b>(b_tile, V::b_bytes / 2, b, filled, step * depth, b_row, half_columns, rank);
      } else {
        load_box(b_tile, b, filled, step * depth, b_row);
        load_box(b_tile + V::b_bytes / 2, b, filled, step * depth, b_row + half_columns);
      }
    }
  }
}

// A warpgroup multiplies what arrives, hands each stage back, and stores its rows of each tile.
template <typename V>
__device__ __forceinline__ void consume(Tiles<V> tiles, const Layout<V> &layout, unsigned full, unsigned empty,
                                        unsigned consumer, const TensorMap &d, const float *b_scales, unsigned n,
                                        unsigned steps) {
  const unsigned lane = threadIdx.x % 32;
  const unsigned first = consumer * V::parts * 64, thread_row = first + threadIdx.x % 128 / 32 * 16 + lane / 4;
  const unsigned blocks = (n + 127) / 128;
  const unsigned a_bits = kept(tile_bits(layout.a + first * depth)), b_bits = kept(tile_bits(layout.b));
  const unsigned own_scales = kept(layout.a_scales + thread_row * 4);
  // A lane for each CTA of the cluster tells it.
  const unsigned arrives = kept(lane < V::cluster);
  const unsigned arrival = V::cluster == 1 ? empty : kept(remote_address(empty, lane % V::cluster));
  Position<V::stages> position;
  while (tiles.next()) {
    // The scales of the blocks of b that this tile touches; all have stored the results of the tile before.
    const unsigned block = min(tiles.first_column / 128, blocks - 1);
#pragma unroll
    for (unsigned which = 0; which < V::scale_blocks; which++) {
      const float *from = b_scales + (size_t(tiles.group) * blocks + min(block + which, blocks - 1)) * steps;
      for (unsigned step = threadIdx.x - 128; step < steps; step += V::consumer_threads)
        store_shared(layout.b_scales + (step * V::scale_blocks + which) * 4, from[step]);
    }
    if (threadIdx.x % 128 == 0) wait_for_stores_to_read();
    named_barrier(1, V::consumer_threads);
    unsigned step_scales = kept(layout.b_scales);
    // Groups of eight columns before the second block begins.
    const unsigned former = V::scale_blocks == 1 ? V::columns / 8 : kept((128 - tiles.first_column % 128) / 8);

    float sums[V::parts][V::sums] = {};
#pragma unroll 1
    for (unsigned step = 0; step < steps; step++, position.advance()) {
      const unsigned a_tile = a_bits + position.stage * (V::a_bytes / 16);
      const unsigned b_tile = b_bits + position.stage * (V::b_bytes / 16);
      const unsigned scales = own_scales + position.stage * V::scale_bytes;
      const float b_scale = load_shared(step_scales);
      const float next_scale = V::scale_blocks == 1 ? b_scale : load_shared<4>(step_scales);
      step_scales += V::scale_blocks * 4;
      barrier_wait(full + position.stage * 8, position.parity);
      // Read before the warpgroup starts to multiply, so that the stage can be handed back as soon as it ends.
      float upper[V::parts], lower[V::parts];
      upper[0] = load_shared(scales);
      lower[0] = load_shared<32>(scales);
      if constexpr (V::parts == 2) {
        upper[1] = load_shared<256>(scales);
        lower[1] = load_shared<288>(scales);
      }
#pragma unroll
      for (unsigned part = 0; part < V::parts; part++) {
        float partials[V::sums];
        wgmma_fence();
        const unsigned part_tile = a_tile + part * (64 * depth / 16);
        multiply_e4m3<V::columns, false>(partials, described(part_tile), described(b_tile));
#pragma unroll
        for (unsigned z = 32; z < depth; z += 32)
          multiply_e4m3<V::columns, true>(partials, described(part_tile + z / 16), described(b_tile + z / 16));
        wgmma_commit();
        wait_for_sums<V::sums>(partials);
        if (part == V::parts - 1) {
          // Every warp says that it has read the stage, to all CTAs that write into it.
          if constexpr (V::cluster == 1) {
            if (arrives) barrier_arrive(arrival + position.stage * 8);
          } else {
            if (arrives) barrier_arrive_remotely(arrival + position.stage * 8);
          }
        }

        const float upper_scale = __fmul_rn(upper[part], b_scale), lower_scale = __fmul_rn(lower[part], b_scale);
        const float next_upper = __fmul_rn(upper[part], next_scale), next_lower = __fmul_rn(lower[part], next_scale);
        float *to = sums[part];
#pragma unroll
        for (unsigned j = 0; j < V::columns / 8; j++) {
          const bool is_former = V::scale_blocks == 1 || j < former;
          const float up = is_former ? upper_scale : next_upper, down = is_former ? lower_scale : next_lower;
          to[4 * j] = __fmaf_rn(partials[4 * j], up, to[4 * j]);
          to[4 * j + 1] = __fmaf_rn(partials[4 * j + 1], up, to[4 * j + 1]);
          to[4 * j + 2] = __fmaf_rn(partials[4 * j + 2], down, to[4 * j + 2]);
          to[4 * j + 3] = __fmaf_rn(partials[4 * j + 3], down, to[4 * j + 3]);
        }
      }
    }
    if (V::grouped && !tiles.has_result)
      named_barrier(1, V::consumer_threads);
    else
      store_results<V>(d, layout.results, sums, consumer, tiles.first_row, tiles.first_column, n);
  }
  if (threadIdx.x % 128 == 0) wait_for_stores();
}

// The whole kernel; without groups, row_groups is not read.
template <typename V>
__device__ __forceinline__ void multiply(const TensorMap &d, const TensorMap &a, const TensorMap &a_scales,
                                         const TensorMap &b, const float *b_scales, const unsigned *row_groups,
                                         unsigned m, unsigned n, unsigned k, unsigned groups) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[2 * V::stages];
  const Layout<V> layout(shared_address(dynamic));
  const unsigned full = shared_address(barriers), empty = full + V::stages * 8;
  const unsigned steps = (k + depth - 1) / depth;

  if (threadIdx.x == 0) {
    prefetch_tensor_map(a);
    prefetch_tensor_map(b);
    prefetch_tensor_map(a_scales);
    prefetch_tensor_map(d);
    for (unsigned stage = 0; stage < V::stages; stage++) {
      barrier_init(full + stage * 8, 1);
      barrier_init(empty + stage * 8, V::consumers * 4 * V::cluster);
    }
    barrier_init_fence();
  }
  if constexpr (V::cluster == 1)
    __syncthreads();
  else
    cluster_barrier();

  const Tiles<V> tiles(row_groups, groups, m, n, V::cluster == 1 ? 0 : cluster_rank());
  if (threadIdx.x < 128) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 40;" : : : "memory");
    if (threadIdx.x == 0) produce<V>(tiles, layout, full, empty, a, a_scales, b, n, steps);
  } else {
    asm volatile("setmaxnreg.inc.sync.aligned.u32 232;" : : : "memory");
    consume<V>(tiles, layout, full, empty, threadIdx.x / 128 - 1, d, b_scales, n, steps);
  }
  // A CTA may not end while the other one of its cluster still writes to its shared memory or arrives at its barriers.
  if constexpr (V::cluster > 1) cluster_barrier();
}
