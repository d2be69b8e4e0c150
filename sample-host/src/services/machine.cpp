#include "services/machine.hpp"

#include <pwd.h>
#include <unistd.h>

#include <vector>

namespace sample_host {

std::string system_user() {
  const auto id = getuid();
  std::vector<char> buffer(16'384);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return "user " + std::to_string(id);
  return found->pw_name;
}

}  // namespace sample_host
