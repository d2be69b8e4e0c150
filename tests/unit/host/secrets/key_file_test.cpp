#include "services/secrets/key_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;

std::string error_of(const std::filesystem::path& file) {
  try {
    static_cast<void>(read_key_file(file));
  } catch (const ConfigError& e) {
    return e.what();
  }
  return "no error";
}

TEST(KeyFile, IsRefusedIfItIsAPipe) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "host.key";
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  EXPECT_THAT(error_of(file), HasSubstr("is not a regular file"));
}

TEST(KeyFile, IsReadableByItsOwnerOnly) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "host.key";
  create_key_file(file);
  struct stat about {};
  ASSERT_EQ(stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600U);
  EXPECT_EQ(about.st_size, 32);
}

TEST(KeyFile, IsOneKeyWhenManyThreadsCreateIt) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "host.key";
  std::vector<SecretKey> keys(8);
  std::vector<std::thread> threads;
  for (auto& key : keys) {
    threads.emplace_back([&] {
      create_key_file(file);
      key = read_key_file(file);
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& key : keys) {
    EXPECT_TRUE(std::equal(key.data(), key.data() + SecretKey::kSize, keys[0].data()));
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1)
      << "a draft was left behind";
}

TEST(KeyFile, IsRefusedWhenOthersMayReadIt) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "host.key";
  create_key_file(file);
  chmod(file.c_str(), 0640);
  EXPECT_THAT(error_of(file), HasSubstr("chmod 600"));
}

TEST(KeyFile, IsRefusedWhenItsSizeIsWrong) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("host.key", "too short");
  chmod(file.c_str(), 0600);
  EXPECT_THAT(error_of(file), HasSubstr("9 bytes instead of 32"));
}

TEST(KeyFile, IsRefusedWhenItIsNotARegularFile) {
  const testing::TemporaryFolder folder;
  EXPECT_THAT(error_of(folder.path()), HasSubstr("not a regular file"));
  EXPECT_THAT(error_of(folder.path() / "absent"), HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace sample_host
