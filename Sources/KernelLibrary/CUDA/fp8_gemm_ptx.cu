// d = a * b^T with fine-grained scales: a is [m][k] e4m3 with a_scales [ceil(k / 128)][m] f32, one a row and 128 of k;
// b is [n][k] e4m3 with b_scales [ceil(n / 128)][ceil(k / 128)] f32, one a block of 128 x 128; d [m][n] bf16, row-major.
//
// The definition and tolerance in fp8_gemm_cuda. m is a multiple of 4, n of 8 and k of 16, k at most 131072. a and b are
// tensor maps of the matrices in boxes of 128 x 128 with 128-byte swizzle, a_scales one in boxes of 128 x 1 without, d
// one in boxes of 64 x 64 with 128-byte swizzle.
//
// As DeepGEMM does it: a producer warpgroup keeps five stages of tiles and a's scales filled by TMA; two consumer
// warpgroups of 64 x 128 each multiply 128 of k with wgmma into fresh sums and promote them, scaled, into f32 sums of
// their own, since the tensor cores' own sums of FP8 products keep too few bits. The producer keeps 40 registers a thread
// and the consumers get 232 (setmaxnreg). Results go through stmatrix and TMA stores. CTAs take tile after tile.
// Blocks of 384 threads, any grid; dynamic shared memory of 5 x (16384 + 16384 + 512) + 32768 + 4096 bytes.
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
                                              unsigned consumer, unsigned first_row, unsigned first_column, unsigned n) {
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
}

extern "C" __global__ void __launch_bounds__(384)
fp8_gemm_ptx(const __grid_constant__ TensorMap d, const __grid_constant__ TensorMap a,
             const __grid_constant__ TensorMap a_scales, const __grid_constant__ TensorMap b,
             const float *__restrict__ b_scales, unsigned m, unsigned n, unsigned k) {
  extern __shared__ __align__(1024) unsigned char dynamic[];
  __shared__ alignas(8) unsigned long long barriers[2 * stages];
  const Layout layout(shared_address(dynamic));
  const unsigned full = shared_address(barriers), empty = full + stages * 8;
  const unsigned rows = (m + tile - 1) / tile, columns = (n + tile - 1) / tile, groups = (k + depth - 1) / depth;

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
  if (threadIdx.x < 128) {
    asm volatile("setmaxnreg.dec.sync.aligned.u32 40;" : : : "memory");
    if (threadIdx.x != 0) return;
    for (unsigned index = blockIdx.x; index < rows * columns; index += gridDim.x) {
      const Tile place = tile_at(index, rows, columns, 16);
#pragma unroll 1
      for (unsigned group = 0; group < groups; group++, position.advance()) {
        const unsigned filled = full + position.stage * 8;
        barrier_wait(empty + position.stage * 8, position.parity ^ 1);
        barrier_expect(filled, stage_bytes);
        load_box(layout.a + position.stage * tile_bytes, a, filled, group * depth, place.row * tile);
        load_box(layout.b + position.stage * tile_bytes, b, filled, group * depth, place.column * tile);
        load_box(layout.a_scales + position.stage * scale_bytes, a_scales, filled, place.row * tile, group);
      }
    }
    return;
  }

  asm volatile("setmaxnreg.inc.sync.aligned.u32 232;" : : : "memory");
  const unsigned consumer = threadIdx.x / 128 - 1, lane = threadIdx.x % 32;
  const unsigned thread_row = consumer * 64 + threadIdx.x % 128 / 32 * 16 + lane / 4;
  for (unsigned index = blockIdx.x; index < rows * columns; index += gridDim.x) {
    const Tile place = tile_at(index, rows, columns, 16);
    // The scales of this column of blocks; nobody may still read those of the tile before.
    named_barrier(1, consumer_threads);
    for (unsigned group = threadIdx.x - 128; group < groups; group += consumer_threads)
      store_shared(layout.b_scales + group * 4, b_scales[size_t(place.column) * groups + group]);
    named_barrier(1, consumer_threads);

    float sums[64] = {};
#pragma unroll 1
    for (unsigned group = 0; group < groups; group++, position.advance()) {
      const unsigned a_tile = layout.a + position.stage * tile_bytes + consumer * 64 * 128;
      const unsigned b_tile = layout.b + position.stage * tile_bytes;
      const unsigned scales = layout.a_scales + position.stage * scale_bytes;
      const float b_scale = load_shared(layout.b_scales + group * 4);
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
    store_results(d, layout.results, sums, consumer, place.row * tile, place.column * tile, n);
  }
  if (threadIdx.x % 128 == 0) wait_for_stores();
}
