#include "model/person.hpp"

#include "host_sdk/text.hpp"

namespace gup {

std::string unit_path_key(const std::string& path) {
  const std::string folded = host_sdk::fold_key(path);
  const auto first = folded.find_first_not_of('/');
  if (first == std::string::npos) return "/";
  const auto last = folded.find_last_not_of('/');
  return "/" + folded.substr(first, last - first + 1);
}

}  // namespace gup
