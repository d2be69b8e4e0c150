#include "rules/process_state.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "host_sdk/text.hpp"

namespace host_sdk::check {
namespace {

using std::filesystem::directory_iterator;

std::vector<std::string> added(const std::vector<std::string>& before,
                               const std::vector<std::string>& after) {
  std::vector<std::string> fresh;
  for (const auto& one : after)
    if (std::find(before.begin(), before.end(), one) == before.end())
      fresh.push_back(one.substr(one.find(' ') + 1));
  return fresh;
}

std::string described(const std::vector<std::string>& names, const char* one, const char* many) {
  if (names.empty()) return {};
  return counted(static_cast<std::int64_t>(names.size()), one, many) + " (" + join(names, ", ") + ")";
}

}  // namespace

ProcessState process_state() {
  ProcessState state;
  for (const auto& task : directory_iterator("/proc/self/task")) {
    std::string name;
    std::getline(std::ifstream(task.path() / "comm"), name);
    state.threads.push_back(task.path().filename().string() + " " + name);
  }
  std::vector<std::filesystem::path> links;
  for (const auto& file : directory_iterator("/proc/self/fd")) links.push_back(file.path());
  for (const auto& link : links) {
    std::error_code closed;
    const auto target = std::filesystem::read_symlink(link, closed);
    // The list itself was open while it was read.
    if (!closed) state.files.push_back(link.filename().string() + " " + target.string());
  }
  return state;
}

std::string added_since(const ProcessState& before) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{1};
  for (;;) {
    const auto now = process_state();
    std::vector<std::string> parts;
    for (const auto& part : {described(added(before.threads, now.threads), "thread", "threads"),
                             described(added(before.files, now.files), "open file", "open files")})
      if (!part.empty()) parts.push_back(part);
    if (parts.empty() || std::chrono::steady_clock::now() >= end) return join(parts, " and ");
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

}  // namespace host_sdk::check
