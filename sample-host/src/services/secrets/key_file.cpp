#include "services/secrets/key_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "accounts/password.hpp"
#include "config/config.hpp"

namespace sample_host {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
  throw ConfigError("the key file " + file.string() + " " + why);
}

}  // namespace

SecretKey read_key_file(const std::filesystem::path& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (opened.number() < 0) fail(file, std::string{"cannot be read: "} + std::strerror(errno));
  struct stat about {};
  if (::fstat(opened.number(), &about) != 0 || !S_ISREG(about.st_mode)) fail(file, "is not a regular file");
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    fail(file, "can be read by other users: run chmod 600 on it");
  }
  if (about.st_uid != ::geteuid() && about.st_uid != 0) fail(file, "belongs to another user");
  if (about.st_size != static_cast<off_t>(SecretKey::kSize)) {
    fail(file,
         "has " + std::to_string(about.st_size) + " bytes instead of " + std::to_string(SecretKey::kSize));
  }
  SecretKey key;
  if (::read(opened.number(), key.data(), SecretKey::kSize) != static_cast<ssize_t>(SecretKey::kSize)) {
    fail(file, "cannot be read to its end");
  }
  return key;
}

void create_key_file(const std::filesystem::path& file) {
  // Writes a draft under another name and links it: link() fails if another process was quicker, and no
  // process ever reads half a key.
  const auto draft = file.string() + "." + random_token(9);
  const auto give_up = [&](const std::string& doing) {
    const std::string why = std::strerror(errno);
    ::unlink(draft.c_str());
    fail(file, doing + ": " + why);
  };
  SecretKey key;
  randombytes_buf(key.data(), SecretKey::kSize);
  {
    const Descriptor created(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (created.number() < 0) give_up("cannot be created");
    if (::write(created.number(), key.data(), SecretKey::kSize) != static_cast<ssize_t>(SecretKey::kSize) ||
        ::fsync(created.number()) != 0) {
      give_up("cannot be written");
    }
  }
  if (::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST) give_up("cannot be created");
  ::unlink(draft.c_str());
}

}  // namespace sample_host
