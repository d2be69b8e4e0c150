#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "directory/directory.hpp"

/// Pages and page tokens of the three paged lists.
namespace emulator {

/// A list to page through; rows have positions from 0 to count.
struct PagedRows {
  std::size_t count = 0;
  /// True if the row belongs to the answer.
  std::function<bool(std::size_t)> accepts;
  /// The key that finds the row again after changes before it. Without a function, rows are found by
  /// position.
  std::function<std::string(std::size_t)> key;
  /// The position of the first row after the one with that key.
  std::function<std::size_t(const std::string&)> after;
};

struct Page {
  std::vector<std::size_t> rows;
  std::string next_token;  ///< empty on the last page
};

/// Returns the parameters of the request, or by switch those of the token's first request. Throws ApiError
/// for a token that is invalid, expired or of another request.
Parameters effective_parameters(const Call& call);

/// `lifetime` of tokens in seconds; 0: unlimited.
Page take_page(const Call& call, const Parameters& parameters, const PagedRows& rows,
               std::size_t default_size, std::size_t largest, std::int64_t lifetime);

}  // namespace emulator
