// A person's values in one piece of bytes: a third of what they take as strings of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/target_user.hpp"
#include "plan/people/person.hpp"

namespace gup::plan {

/// What `packed` made of them; it lies wherever its bytes do.
using PackedFields = std::string_view;
using PackedRow = std::string_view;

[[nodiscard]] std::string packed(const TargetFields& fields);
[[nodiscard]] TargetFields unpacked_fields(PackedFields bytes);
/// The address alone.
[[nodiscard]] std::string_view email_in(PackedFields bytes);

[[nodiscard]] std::string packed(const TargetUserRow& row);
[[nodiscard]] TargetUserRow unpacked_row(PackedRow bytes);
[[nodiscard]] std::int64_t row_id_in(PackedRow bytes);
[[nodiscard]] std::int64_t updated_at_in(PackedRow bytes);

/// Which address a row stands for, and whose it is.
struct RowKeys {
  std::string_view email_key;
  std::string_view provider;
  std::optional<std::string_view> external_id;
};
[[nodiscard]] RowKeys row_keys_in(PackedRow bytes);

}  // namespace gup::plan
