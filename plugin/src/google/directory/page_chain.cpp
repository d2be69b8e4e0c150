#include "google/directory/page_chain.hpp"

#include <utility>

#include "failure.hpp"

namespace gup::google {

namespace {

/// Enough for 20 million members or 50 million users.
constexpr std::size_t kMaxPages = 100'000;

}  // namespace

bool PageChain::advance(std::string next) {
  if (next.empty()) return false;
  if (seen_.size() == kMaxPages)
    throw Failure(host_sdk::ResultCode::try_again,
                  "Google's list " + std::string(method_) + " has too many pages; giving up.");
  if (!seen_.insert(next).second)
    throw Failure(host_sdk::ResultCode::try_again,
                  "Google repeated a page token of " + std::string(method_) + "; giving up.");
  token_ = std::move(next);
  return true;
}

}  // namespace gup::google
