#include "host_sdk/loader/refusal.hpp"

#include <utility>

namespace host_sdk::loader {

Refusal::Refusal(std::filesystem::path file, std::string reason)
    : std::runtime_error(file.string() + " was refused: " + reason),
      file_(std::move(file)),
      reason_(std::move(reason)) {}

}  // namespace host_sdk::loader
