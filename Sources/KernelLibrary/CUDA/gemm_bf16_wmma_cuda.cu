// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition of gemm_bf16_naive_cuda, on tensor cores through CUDA's own interface to them, nvcuda::wmma: what C++
// without PTX reaches. Sums are those of the tensor cores, 16 along k at a time; the tolerance is that of
// gemm_bf16_mma_ptx. k is a multiple of 8.
//
// 128 x 128 tiles a block of 256 threads, 64 x 32 of it a warp, steps of 32 along k through shared memory; what the next
// step needs is loaded into registers meanwhile. The grid is (ceil(n / 128), ceil(m / 128)).
#include <cuda_bf16.h>
#include <mma.h>

using namespace nvcuda;

constexpr unsigned tile = 128, depth = 32, pitch = depth + 8, threads = 256;
constexpr unsigned vectors = tile * depth / 8 / threads;
constexpr unsigned result_pitch = 20;

// A thread's part of a tile: 8 elements each.
__device__ __forceinline__ void load(uint4 (&part)[vectors], const __nv_bfloat16 *from, unsigned first_row,
                                     unsigned rows, unsigned step, unsigned k) {
#pragma unroll
  for (unsigned i = 0; i < vectors; i++) {
    const unsigned place = threadIdx.x + i * threads, row = first_row + place / (depth / 8);
    const unsigned z = step + place % (depth / 8) * 8;
    part[i] = row < rows && z < k ? *reinterpret_cast<const uint4 *>(from + size_t(row) * k + z) : uint4{};
  }
}

__device__ __forceinline__ void store(__nv_bfloat16 *to, const uint4 (&part)[vectors]) {
#pragma unroll
  for (unsigned i = 0; i < vectors; i++) {
    const unsigned place = threadIdx.x + i * threads;
    *reinterpret_cast<uint4 *>(to + place / (depth / 8) * pitch + place % (depth / 8) * 8) = part[i];
  }
}

extern "C" __global__ void __launch_bounds__(threads, 2)
    gemm_bf16_wmma_cuda(__nv_bfloat16 *__restrict__ d, const __nv_bfloat16 *__restrict__ a,
                        const __nv_bfloat16 *__restrict__ b, unsigned m, unsigned n, unsigned k) {
  __shared__ alignas(128) __nv_bfloat16 a_tile[tile * pitch], b_tile[tile * pitch];
  const unsigned first_row = blockIdx.y * tile, first_column = blockIdx.x * tile;
  const unsigned warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  const unsigned warp_row = warp / 4 * 64, warp_column = warp % 4 * 32;

  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sums[4][2];
#pragma unroll
  for (auto &row : sums)
#pragma unroll
    for (auto &sum : row) wmma::fill_fragment(sum, 0.0f);

  uint4 a_part[vectors], b_part[vectors];
  load(a_part, a, first_row, m, 0, k);
  load(b_part, b, first_column, n, 0, k);
  for (unsigned step = 0; step < k; step += depth) {
    store(a_tile, a_part);
    store(b_tile, b_part);
    __syncthreads();
    if (step + depth < k) {
      load(a_part, a, first_row, m, step + depth, k);
      load(b_part, b, first_column, n, step + depth, k);
    }
#pragma unroll
    for (unsigned z = 0; z < depth; z += 16) {
      wmma::fragment<wmma::matrix_a, 16, 16, 16, __nv_bfloat16, wmma::row_major> left[4];
      wmma::fragment<wmma::matrix_b, 16, 16, 16, __nv_bfloat16, wmma::col_major> right[2];
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
        wmma::load_matrix_sync(left[i], a_tile + (warp_row + i * 16) * pitch + z, pitch);
#pragma unroll
      for (unsigned j = 0; j < 2; j++)
        wmma::load_matrix_sync(right[j], b_tile + (warp_column + j * 16) * pitch + z, pitch);
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
#pragma unroll
        for (unsigned j = 0; j < 2; j++) wmma::mma_sync(sums[i][j], left[i], right[j], sums[i][j]);
    }
    __syncthreads();
  }

  // Which element a lane holds is not defined: results pass through shared memory, 16 x 16 a warp at a time.
  float *results = reinterpret_cast<float *>(a_tile) + warp * 16 * result_pitch;
#pragma unroll
  for (unsigned i = 0; i < 4; i++)
#pragma unroll
    for (unsigned j = 0; j < 2; j++) {
      wmma::store_matrix_sync(results, sums[i][j], result_pitch, wmma::mem_row_major);
      __syncwarp();
#pragma unroll
      for (unsigned part = 0; part < 8; part++) {
        const unsigned place = part * 32 + lane;
        const unsigned row = first_row + warp_row + i * 16 + place / 16;
        const unsigned column = first_column + warp_column + j * 16 + place % 16;
        if (row < m && column < n)
          d[size_t(row) * n + column] = __float2bfloat16_rn(results[place / 16 * result_pitch + place % 16]);
      }
      __syncwarp();
    }
}
