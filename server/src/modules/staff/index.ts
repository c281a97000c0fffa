/** Staff access: what other modules may use. */
export { addStaffToken, authenticateStaff } from './authenticate-staff';
export { anyStaffToken } from './staff.store';
