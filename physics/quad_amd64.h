// What the kernels of quads are made of; quad_amd64.s says of the registers.

#define NX quad_nx(SI)
#define NY quad_ny(SI)
#define FRICTION quad_friction(SI)
#define RUBA quad_armA(SI)
#define RUBB quad_armB(SI)
#define MASS quad_mass(SI)
#define RUB quad_rub(SI)
#define PARMA quad_pArmA(SI)
#define PARMB quad_pArmB(SI)
#define PGAP quad_pGap(SI)
#define PMASS quad_pMass(SI)
#define PPUSH quad_pPush(SI)
#define PGREATEST quad_pGreatest(SI)
#define QARMA quad_qArmA(SI)
#define QARMB quad_qArmB(SI)
#define QGAP quad_qGap(SI)
#define QMASS quad_qMass(SI)
#define QPUSH quad_qPush(SI)
#define QGREATEST quad_qGreatest(SI)
#define I11 quad_i11(SI)
#define I12 quad_i12(SI)
#define I22 quad_i22(SI)
#define K12 quad_k12(SI)

#define SPIN (mover_spin)
#define INV (mover_inv)
#define MOVED (mover_moved)
#define TURNED (mover_turned)

// The kept of a frame.
#define INERA 0(SP)
#define INERB 32(SP)
#define OUTP 64(SP)
#define OUTQ 96(SP)
#define IDLE 128(SP)

// MOVERS finds the movers of a quad, from the first at DI.
#define MOVERS \
	MOVLQSX quad_a+0(SI), R8; IMULQ $mover__size, R8; ADDQ DI, R8; \
	MOVLQSX quad_a+4(SI), R9; IMULQ $mover__size, R9; ADDQ DI, R9; \
	MOVLQSX quad_a+8(SI), R10; IMULQ $mover__size, R10; ADDQ DI, R10; \
	MOVLQSX quad_a+12(SI), R11; IMULQ $mover__size, R11; ADDQ DI, R11; \
	MOVLQSX quad_b+0(SI), R12; IMULQ $mover__size, R12; ADDQ DI, R12; \
	MOVLQSX quad_b+4(SI), R13; IMULQ $mover__size, R13; ADDQ DI, R13; \
	MOVLQSX quad_b+8(SI), BX; IMULQ $mover__size, BX; ADDQ DI, BX; \
	MOVLQSX quad_b+12(SI), DX; IMULQ $mover__size, DX; ADDQ DI, DX

// TWO reads the fields at and at+8 of four movers into lo and hi. Xt and Yt are one
// register, as are Xhi and hi.
#define TWO(at, r0, r1, r2, r3, Xt, Yt, Xhi, hi, lo) \
	VMOVUPD at(r0), Xt; \
	VMOVUPD at(r1), Xhi; \
	VINSERTF128 $1, at(r2), Yt, Yt; \
	VINSERTF128 $1, at(r3), hi, hi; \
	VUNPCKLPD hi, Yt, lo; \
	VUNPCKHPD hi, Yt, hi

// ONE reads the field at of four movers into y.
#define ONE(at, r0, r1, r2, r3, Xt, x, y) \
	VMOVSD at(r0), x; \
	VMOVHPD at(r1), x, x; \
	VMOVSD at(r2), Xt; \
	VMOVHPD at(r3), Xt, Xt; \
	VINSERTF128 $1, Xt, y, y

// PUT writes the fields at and at+8 of four movers from lo and hi.
#define PUT(at, r0, r1, r2, r3, lo, hi, Xt, Yt, Xu, Yu) \
	VUNPCKLPD hi, lo, Yt; \
	VUNPCKHPD hi, lo, Yu; \
	VMOVUPD Xt, at(r0); \
	VMOVUPD Xu, at(r1); \
	VEXTRACTF128 $1, Yt, at(r2); \
	VEXTRACTF128 $1, Yu, at(r3)

#define TWOA(at, Xt, Yt, Xhi, hi, lo) TWO(at, R8, R9, R10, R11, Xt, Yt, Xhi, hi, lo)
#define TWOB(at, Xt, Yt, Xhi, hi, lo) TWO(at, R12, R13, BX, DX, Xt, Yt, Xhi, hi, lo)
#define ONEA(at, Xt, x, y) ONE(at, R8, R9, R10, R11, Xt, x, y)
#define ONEB(at, Xt, x, y) ONE(at, R12, R13, BX, DX, Xt, x, y)
#define PUTA(at, lo, hi, Xt, Yt, Xu, Yu) PUT(at, R8, R9, R10, R11, lo, hi, Xt, Yt, Xu, Yu)
#define PUTB(at, lo, hi, Xt, Yt, Xu, Yu) PUT(at, R12, R13, BX, DX, lo, hi, Xt, Yt, Xu, Yu)

// GREATEST makes at the greater of itself and push as bits without a sign.
#define GREATEST(at, push) \
	VMOVUPD at, Y4; \
	VXORPD pace_sign(AX), Y4, Y5; \
	VXORPD pace_sign(AX), push, Y6; \
	VPCMPGTQ Y5, Y6, Y5; \
	VBLENDVPD Y5, push, Y4, Y4; \
	VMOVUPD Y4, at

// RUBBING solves friction: Y0 is its bound and then the new impulse, Y10 to Y15 are the
// velocities and spins, Y5 to Y8 the inverse masses. It leaves what PUTA and PUTB of
// spins want in Y5 and Y6.
#define RUBBING \
	VSUBPD Y11, Y13, Y1; \
	VMULPD NX, Y1, Y1; \
	VSUBPD Y10, Y12, Y2; \
	VMULPD NY, Y2, Y2; \
	VSUBPD Y2, Y1, Y1; \
	VMULPD RUBB, Y15, Y2; \
	VMULPD RUBA, Y14, Y3; \
	VSUBPD Y3, Y2, Y2; \
	VADDPD Y2, Y1, Y1; \
	VMULPD MASS, Y1, Y1; \
	VMOVUPD RUB, Y2; \
	VSUBPD Y1, Y2, Y3; \
	VMOVUPD pace_sign(AX), Y9; \
	VANDPD Y9, Y3, Y4; \
	VANDNPD Y3, Y9, Y3; \
	VPCMPGTQ Y0, Y3, Y1; \
	VANDNPD Y1, Y0, Y1; \
	VBLENDVPD Y1, Y0, Y3, Y3; \
	VORPD Y4, Y3, Y0; \
	VSUBPD Y2, Y0, Y1; \
	VMULPD NY, Y1, Y2; \
	VMULPD NX, Y1, Y3; \
	VMULPD Y2, Y5, Y5; \
	VADDPD Y5, Y10, Y10; \
	VMULPD Y3, Y6, Y6; \
	VSUBPD Y6, Y11, Y11; \
	VMULPD Y2, Y7, Y7; \
	VSUBPD Y7, Y12, Y12; \
	VMULPD Y3, Y8, Y8; \
	VADDPD Y8, Y13, Y13; \
	VMOVUPD INERA, Y5; \
	VMOVUPD INERB, Y6; \
	VMULPD RUBA, Y1, Y2; \
	VMULPD Y5, Y2, Y2; \
	VSUBPD Y2, Y14, Y14; \
	VMULPD RUBB, Y1, Y3; \
	VMULPD Y6, Y3, Y3; \
	VADDPD Y3, Y15, Y15

// KEEP gives the lanes of IDLE their bits back.
#define KEEP \
	VMOVUPD IDLE, Y4; \
	VBLENDVPD Y4, RUB, Y0, Y0; \
	TWOA(mover_vel, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y10, Y10; \
	VBLENDVPD Y4, Y2, Y11, Y11; \
	TWOB(mover_vel, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y12, Y12; \
	VBLENDVPD Y4, Y2, Y13, Y13; \
	TWOA(SPIN, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y14, Y14; \
	TWOB(SPIN, X1, Y1, X2, Y2, Y3); \
	VBLENDVPD Y4, Y3, Y15, Y15

// WRITE writes what RUBBING solved, of a; WRITEB of b.
#define WRITE \
	VMOVUPD Y0, RUB; \
	PUTA(mover_vel, Y10, Y11, X0, Y0, X1, Y1); \
	PUTA(SPIN, Y14, Y5, X0, Y0, X1, Y1)

#define WRITEB \
	PUTB(mover_vel, Y12, Y13, X0, Y0, X1, Y1); \
	PUTB(SPIN, Y15, Y6, X0, Y0, X1, Y1)
