/** The password of every account of the tests, and an argon2id hash of it that costs as little as possible: with the cost that the
 *  command `password` chooses, each sign-in takes 64 MiB and a twentieth of a second. */
export const password = 'correct horse battery staple';
export const passwordHash = '$argon2id$v=19$m=8,t=1,p=1$eANgwyHEIDk3y6XvXFH+9w$gpu+hmv/21ra4UVx36HVp5BVzhvCL3UdF3Xop3g9TIE';
