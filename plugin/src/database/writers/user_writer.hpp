// The plan's writes to target_users and their links.
#pragma once

#include <span>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Deletes rows with all their memberships and links.
void delete_users(const WriteContext& context, std::span<const plan::RowDelete> deletes);
void release_email_keys(const WriteContext& context,
                        const std::vector<plan::EmailKeyRelease>& email_key_releases);
/// Email keys may swap and chain among `updates`.
void update_users(const WriteContext& context, const std::vector<plan::RowWrite>& updates);
void insert_users(const WriteContext& context, const plan::Inserts& inserts);

// Their steps, without the links.

/// Keys are unique at every moment of the transaction, so a row whose key another row takes over gets a
/// temporary key first; with `all`, every row whose key changes.
void set_temporary_keys(const WriteContext& context, const std::vector<plan::RowWrite>& updates, bool all);
void write_user_rows(const WriteContext& context, const std::vector<plan::RowWrite>& updates);
/// The inserts from `first` to before `end`.
void insert_user_rows(const WriteContext& context, const plan::Inserts& inserts, std::size_t first,
                      std::size_t end);

}  // namespace gup::database
