/// The one operation of AWS's Security Token Service that clients call to learn who they are.
/// It knows nothing of S3 or Personalize, and it hands out no credentials.
@NullMarked
package dev.kindred.server.wire.sts;

import org.jspecify.annotations.NullMarked;
