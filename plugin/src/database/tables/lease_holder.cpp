#include "database/tables/lease_holder.hpp"

#include <unistd.h>
#include <string>

#include <array>
#include <charconv>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "host_sdk/process.hpp"

namespace gup {
namespace {

constexpr char kSeparator = '/';

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// "pid:[4026531836]" becomes "4026531836".
std::string pid_namespace() {
  std::array<char, 64> link{};
  const auto length = readlink("/proc/self/ns/pid", link.data(), link.size() - 1);
  std::string digits;
  for (ssize_t i = 0; i < length; ++i)
    if (link[static_cast<std::size_t>(i)] >= '0' && link[static_cast<std::size_t>(i)] <= '9')
      digits += link[static_cast<std::size_t>(i)];
  return digits;
}

/// What makes a pid unique: two machines may share a name, and the first pid namespace has the same number on
/// every machine, but each boot has its own id.
std::string machine() {
  return host_sdk::machine_name() + kSeparator + first_line("/proc/sys/kernel/random/boot_id") + kSeparator +
         pid_namespace();
}

class AbandonedHolders {
 public:
  void add(const std::string& holder) {
    const std::lock_guard lock(mutex_);
    holders_.insert(holder);
  }
  [[nodiscard]] bool contains(const std::string& holder) const {
    const std::lock_guard lock(mutex_);
    return holders_.contains(holder);
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> holders_;
};

AbandonedHolders& abandoned_holders() {
  static AbandonedHolders holders;
  return holders;
}

}  // namespace

std::string make_lease_holder() {
  const auto pid = getpid();
  std::random_device random;
  std::ostringstream name;
  name << machine() << kSeparator << pid << kSeparator << host_sdk::start_of_process(pid).value_or(0)
       << kSeparator << std::hex << random() << random();
  return name.str();
}

void abandon_lease_holder(const std::string& holder) {
  abandoned_holders().add(holder);
}

bool holder_is_dead(const std::string& holder) {
  if (abandoned_holders().contains(holder)) return true;
  const std::string here = machine() + kSeparator;
  if (!holder.starts_with(here)) return false;
  std::istringstream rest(holder.substr(here.size()));
  std::string pid;
  std::string start;
  if (!std::getline(rest, pid, kSeparator) || !std::getline(rest, start, kSeparator)) return false;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(pid.data(), pid.data() + pid.size(), number);
  if (error != std::errc{} || end != pid.data() + pid.size() || number < 0) return false;
  const auto lives_since = host_sdk::start_of_process(number);
  return !lives_since || std::to_string(*lives_since) != start;
}

}  // namespace gup
