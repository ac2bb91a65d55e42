// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and tolerance in gemm_bf16_naive_cuda. k and n are multiples of 8, the pointers aligned to 16 bytes.
// Ampere's way: mma.sync.m16n8k16 on fragments that ldmatrix takes from shared memory, which cp.async fills three
// stages ahead. 128 x 128 x 32 a block of 256 threads, 64 x 32 a warp. A tile's rows are 64 bytes; their four 16-byte
// chunks are exchanged (chunk ^ row / 2 % 4), so that the eight rows of an ldmatrix meet all banks once. The grid is
// (ceil(n / 128), ceil(m / 128)).
#include "memory.cuh"

constexpr unsigned tile = 128, depth = 32, stages = 3;
constexpr unsigned tile_bytes = tile * depth * 2;

__device__ __forceinline__ unsigned chunk_offset(unsigned row, unsigned chunk) {
  return row * 64 + ((chunk ^ (row / 2 % 4)) * 16);
}

// A tile of rows along k; what lies outside the matrix becomes zero.
__device__ __forceinline__ void copy_tile(unsigned shared, const unsigned short *matrix, unsigned first_row,
                                          unsigned rows, unsigned first_k, unsigned k) {
#pragma unroll
  for (unsigned i = 0; i < 2; i++) {
    const unsigned index = threadIdx.x + i * 256, row = index / 4, chunk = index % 4;
    const bool inside = first_row + row < rows && first_k + chunk * 8 < k;
    const unsigned short *from = inside ? matrix + size_t(first_row + row) * k + first_k + chunk * 8 : matrix;
    asm volatile("cp.async.cg.shared.global.L2::128B [%0], [%1], 16, %2;"
                 :
                 : "r"(shared + chunk_offset(row, chunk)), "l"(__cvta_generic_to_global(from)), "r"(inside ? 16 : 0)
                 : "memory");
  }
}

__device__ __forceinline__ void load_matrices(unsigned (&fragment)[4], unsigned address) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(fragment[0]), "=r"(fragment[1]), "=r"(fragment[2]), "=r"(fragment[3])
               : "r"(address)
               : "memory");
}

__device__ __forceinline__ void multiply(float (&sum)[4], const unsigned (&a)[4], unsigned b0, unsigned b1) {
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
      "{%0, %1, %2, %3};"
      : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

extern "C" __global__ void __launch_bounds__(256)
    gemm_bf16_mma_ptx(unsigned short *__restrict__ d, const unsigned short *__restrict__ a,
                      const unsigned short *__restrict__ b, unsigned m, unsigned n, unsigned k) {
  __shared__ alignas(128) unsigned char tiles[stages][2][tile_bytes];
  const unsigned shared = unsigned(__cvta_generic_to_shared(tiles));
  const unsigned first_row = blockIdx.y * tile, first_column = blockIdx.x * tile;
  const unsigned warp = threadIdx.x / 32, lane = threadIdx.x % 32;
  const unsigned warp_row = warp / 4 * 64, warp_column = warp % 4 * 32;
  const unsigned steps = (k + depth - 1) / depth;

  const auto copy_step = [&](unsigned step) {
    if (step < steps) {
      const unsigned stage = shared + step % stages * 2 * tile_bytes;
      copy_tile(stage, a, first_row, m, step * depth, k);
      copy_tile(stage + tile_bytes, b, first_column, n, step * depth, k);
    }
    asm volatile("cp.async.commit_group;" : : : "memory");
  };

  float sums[4][4][4] = {};
  for (unsigned step = 0; step < stages - 1; step++) copy_step(step);
#pragma unroll 1
  for (unsigned step = 0; step < steps; step++) {
    asm volatile("cp.async.wait_group %0;" : : "n"(stages - 2) : "memory");
    __syncthreads();
    copy_step(step + stages - 1);

    const unsigned a_tile = shared + step % stages * 2 * tile_bytes, b_tile = a_tile + tile_bytes;
#pragma unroll
    for (unsigned part = 0; part < 2; part++) {
      unsigned left[4][4], right[2][4];
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
        load_matrices(left[i], a_tile + chunk_offset(warp_row + i * 16 + lane % 16, part * 2 + lane / 16));
#pragma unroll
      for (unsigned j = 0; j < 2; j++)
        load_matrices(right[j],
                      b_tile + chunk_offset(warp_column + j * 16 + lane / 16 * 8 + lane % 8, part * 2 + lane / 8 % 2));
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
#pragma unroll
        for (unsigned j = 0; j < 4; j++)
          multiply(sums[i][j], left[i], right[j / 2][j % 2 * 2], right[j / 2][j % 2 * 2 + 1]);
    }
  }
  asm volatile("cp.async.wait_group 0;" : : : "memory");

#pragma unroll
  for (unsigned i = 0; i < 4; i++)
#pragma unroll
    for (unsigned j = 0; j < 4; j++) {
      const unsigned row = first_row + warp_row + i * 16 + lane / 4;
      const unsigned column = first_column + warp_column + j * 8 + lane % 4 * 2;
      if (column >= n) continue;
      unsigned *to = reinterpret_cast<unsigned *>(d + size_t(row) * n + column);
      if (row < m) *to = pack_bf16(sums[i][j][0], sums[i][j][1]);
      if (row + 8 < m) to[size_t(4) * n] = pack_bf16(sums[i][j][2], sums[i][j][3]);
    }
}
